import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import type { SaleDetail } from './calls';
import { useNameOf } from './useReasons';

/** What the cashier was asked about a sale or return, and the answers. */
export function SaleAnswers({ sale }: { readonly sale: SaleDetail }) {
  const { t } = useTranslation('checkout');
  const { storeId } = useStore();
  const nameOf = useNameOf();
  const answers = useQuery({ queryKey: ['answers', storeId, sale.saleId], queryFn: () => api.listAnswers(storeId, sale.saleId) });
  if (answers.error) return <ProblemAlert error={answers.error} retry={() => void answers.refetch()} />;
  if (!answers.data || answers.data.items.length === 0) return null;
  return (
    <>
      <h3 style={{ fontSize: 14 }}>{t('questions.answers')}</h3>
      <div className="pay-list panel" style={{ padding: '0 14px' }}>
        {answers.data.items.map((one, index) => {
          const line = sale.lines.find((each) => each.lineNumber === one.lineNumber);
          return (
            <div key={index}>
              <span>{line && <small>{line.productName} · </small>}{nameOf({ nameHans: one.question, nameHant: one.questionHant, nameEn: one.questionEn })}</span>
              <span>{nameOf({ nameHans: one.answer, nameHant: one.answerHant, nameEn: one.answerEn })}</span>
            </div>
          );
        })}
      </div>
    </>
  );
}
