import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api';

/** Asks the cashier whether the customer is old enough. */
export function useAgeQuestion(): (age: number) => Promise<boolean> {
  const { t } = useTranslation('checkout');
  const { modal } = App.useApp();
  return useCallback((age) => new Promise<boolean>((resolve) => {
    modal.confirm({ className: 'touch', title: t('age.question', { age }), okText: t('age.checked'), onOk: () => resolve(true), onCancel: () => resolve(false) });
  }), [modal, t]);
}

/** Makes a call that may sell goods of an age limit: when the server asks, the cashier confirms the age, and it is made again with it. */
export async function withAge<Result>(call: (ageConfirmed: number | null) => Promise<Result>, oldEnough: (age: number) => Promise<boolean>): Promise<Result> {
  try {
    return await call(null);
  } catch (error) {
    const age = error instanceof Problem && error.code === 'age.unconfirmed' ? error.number('age') : null;
    if (age === null || !(await oldEnough(age))) throw error;
    return call(age);
  }
}
