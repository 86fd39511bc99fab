import { GlobalOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import type { Me } from './calls';
import { type Language, languageNames, languages, showIn } from './languages';
import { SessionContext } from './session';

/** Changes the language here at once, and for the signed-in user on every device; where others than staff are signed in, the page says how theirs is kept. */
export function LanguageSwitch({ keep }: { readonly keep?: (language: Language) => Promise<void> }) {
  const { i18n, t } = useTranslation();
  const session = use(SessionContext);
  const queries = useQueryClient();
  const change = async (language: Language) => {
    await showIn(language);
    // When it cannot be kept on the server, this browser still remembers it.
    await keep?.(language).catch(() => undefined);
    if (!session) return;
    queries.setQueryData<Me | null>(['me'], (me) => me && { ...me, language });
    await api.changeMyLanguage({ language }).catch(() => undefined);
  };
  return (
    <Select<Language>
      variant="borderless" style={{ minHeight: 40 }} aria-label={t('language')} prefix={<GlobalOutlined />} value={i18n.language as Language} popupMatchSelectWidth={false}
      onChange={(language) => void change(language)} options={languages.map((language) => ({ value: language, label: languageNames[language] }))}
    />
  );
}
