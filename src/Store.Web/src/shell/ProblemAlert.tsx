import { Alert, Button } from 'antd';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { NoAnswer, Problem } from '../api';

const modules = ['shell', 'access', 'catalog', 'checkout', 'devices', 'inventory', 'finance', 'loyalty', 'marketing', 'memberpage', 'members', 'tenders'] as const;

/** Words for a stable code: of a problem, or of why a device is as it is. */
export function wordsFor(code: string, facts: Readonly<Record<string, unknown>> = {}): string | undefined {
  for (const module of modules) {
    for (const part of ['problem', 'reasons']) {
      const known = i18next.getResource(i18next.language, module, `${part}.${code}`) as unknown;
      if (typeof known === 'string') return i18next.services.interpolator.interpolate(known, { ...facts }, i18next.language, {});
    }
  }
  return undefined;
}

/** An error in the user's language: by the stable code of the server's answer, else in the server's own words. */
export function problemText(error: unknown): string {
  if (error instanceof NoAnswer) return (error.code === null ? undefined : wordsFor(error.code)) ?? i18next.t('shell:noAnswer');
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  return wordsFor(error.code, error.facts) ?? (error.message || error.code);
}

/** An error in the place of what could not be shown. */
export function ProblemAlert({ error, retry }: { readonly error: unknown; readonly retry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  return <Alert type="error" showIcon title={problemText(error)} style={{ margin: 12 }} action={retry && <Button size="small" onClick={retry}>{t('retry')}</Button>} />;
}
