import { App } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../shell/ProblemAlert';
import { enrol } from './enrolment';

/** Connects a till with the device service that it was given the secret of, as soon as it is known whose till it is; nobody types anything. */
export function useEnrolment(storeName: string | undefined): void {
  const { t } = useTranslation('devices');
  const { message } = App.useApp();
  useEffect(() => {
    if (storeName === undefined) return;
    enrol(storeName).then((to) => {
      if (to) message.success(t('connect.done'));
    }, (error: unknown) => message.error(problemText(error)));
  }, [storeName, message, t]);
}
