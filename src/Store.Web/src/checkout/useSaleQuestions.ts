import type { Problem } from '../api';
import type { Answer } from '../api/client';
import type { Pending } from './basket';
import type { PricedBasket } from './calls';
import { saleHappened } from './questions';
import type { BasketBox } from './useBasket';
import { type Questions, useQuestions } from './useQuestions';

export interface SaleQuestions extends Questions {
  /** Asks what is to be asked about the ticket as it is paid. */
  readonly askAboutSale: (payments: readonly { readonly tender: string }[]) => Promise<Answer[] | null>;
  /** The till's list of questions was older than the server's: asks what was missed and sends the same again. Throws where that does not help. */
  readonly sendAgain: (problem: Problem, refused: Pending) => Promise<void>;
}

const answered = (refused: Pending, answers: Answer[]): Pending => {
  switch (refused.kind) {
    case 'sale': return { ...refused, body: { ...refused.body, answers } };
    case 'return': return { ...refused, body: { ...refused.body, answers } };
    case 'unverified': return { ...refused, body: { ...refused.body, answers } };
  }
};

/** The questions about the ticket at the till and about goods that come back. */
export function useSaleQuestions({ current, change }: BasketBox, priced: PricedBasket | null): SaleQuestions {
  const questions = useQuestions();
  const about = (payments: readonly { readonly tender: string }[]) => saleHappened(current(), priced, payments.map(({ tender }) => tender));
  return {
    ...questions,
    askAboutSale: (payments) => questions.ask(about(payments)),
    sendAgain: async (problem, refused) => {
      const happened = refused.kind === 'sale' ? about(refused.body.payments) : [{ event: 'Return' as const, reason: refused.body.reason }];
      const answers = await questions.askAgain(problem, happened, refused.body.answers);
      if (answers) change((before) => ({ ...before, pending: answered(refused, answers) }));
    },
  };
}
