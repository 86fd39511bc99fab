import { useTranslation } from 'react-i18next';

/** The names of roles, permissions and limits in the user's language, as far as they are known; their own otherwise. */
export function useNames() {
  const { t, i18n } = useTranslation('access');
  const known = (key: string, otherwise: string) => (i18n.exists(`access:${key}`) ? t(key as 'signIn') : otherwise);
  return {
    role: (name: string) => known(`builtInRoles.${name}`, name),
    limit: (name: string) => known(`limits.${name}`, name),
    permission: (code: string) => (code === '*' ? t('everything') : known(`permissions.${code}`, code)),
  };
}
