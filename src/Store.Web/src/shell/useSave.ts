import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';

/** Said to the window when something was saved, so that nothing asks about unsaved edits any more. */
export const savedEvent = 'store:saved';

/** Saves something: says so when it is saved, reads again what it changed, and closes. The error is for the form to show. */
export function useSave<Fields, Result>(save: (fields: Fields) => Promise<Result>, changes: readonly QueryKey[], onSaved: (result: Result) => void) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: save,
    onSuccess: async (result) => {
      await Promise.all(changes.map((queryKey) => queries.invalidateQueries({ queryKey })));
      window.dispatchEvent(new Event(savedEvent));
      message.success(t('saved'));
      onSaved(result);
    },
  });
}
