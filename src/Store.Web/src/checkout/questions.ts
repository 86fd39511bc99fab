import type { Answer, GetOrderResult, NumberedGoods } from '../api/client';
import type { Basket } from './basket';
import type { PricedBasket } from './calls';
import type { Asked, Reason, ReasonEvent } from './useReasons';

/** Something that happened at the till, which questions may be about. */
export interface Happened {
  readonly event: ReasonEvent;
  /** The reason given: its code or its name; of a payment, the tender. */
  readonly reason?: string | null;
  /** The line of the ticket, counted from 1. */
  readonly lineNumber?: number;
  /** What is on that line, in words. */
  readonly of?: string;
  readonly productId?: number;
  readonly categoryId?: number | null;
}

/** A question that is to be asked now. */
export interface DueQuestion {
  readonly key: string;
  readonly asked: Asked;
  readonly lineNumber: number | null;
  readonly of: string | null;
}

/** Answers by the key of the question. */
export type Given = Readonly<Record<string, string>>;

/** A question that the server misses an answer to, though the till may not know why it is asked. */
export interface Missing { readonly questionId: number; readonly lineNumber: number | null }

export interface QuestionList { readonly reasons: readonly Reason[]; readonly questions: readonly Asked[] }

export const keyOf = (questionId: number, lineNumber: number | null | undefined) => `${lineNumber ?? 0}.${questionId}`;

function isAbout({ question }: Asked, one: Happened, reasons: readonly Reason[]): boolean {
  if (question.event !== one.event) return false;
  if (question.productId !== null && question.productId !== one.productId) return false;
  if (question.categoryId !== null && question.categoryId !== one.categoryId) return false;
  if (!question.reasonCode || question.reasonCode === one.reason) return true;
  const named = reasons.find((reason) => reason.event === one.event && reason.code === question.reasonCode);
  return named !== undefined && (one.reason === named.nameHans || one.reason === named.nameHant || one.reason === named.nameEn);
}

function isFollowed({ question }: Asked, one: Happened, given: Given): boolean {
  if (question.afterQuestionId === null) return true;
  const before = given[keyOf(question.afterQuestionId, one.lineNumber)];
  return before !== undefined && (!question.afterAnswer || question.afterAnswer === before);
}

/** What is to be asked about what happened, follow-ups as soon as what they follow has been answered so; each once per line. */
export function dueQuestions({ reasons, questions }: QuestionList, happened: readonly Happened[], given: Given, missing: readonly Missing[] = []): DueQuestion[] {
  const due = new Map<string, DueQuestion>();
  for (const one of happened) {
    for (const asked of questions) {
      const key = keyOf(asked.questionId, one.lineNumber);
      const isMissing = asked.question.event === one.event && missing.some((each) => each.questionId === asked.questionId && (each.lineNumber ?? 0) === (one.lineNumber ?? 0));
      if (isMissing || (isAbout(asked, one, reasons) && isFollowed(asked, one, given))) due.set(key, due.get(key) ?? { key, asked, lineNumber: one.lineNumber ?? null, of: one.of ?? null });
    }
  }
  return [...due.values()];
}

export const answersOf = (due: readonly DueQuestion[], given: Given): Answer[] => due.flatMap(({ key, asked, lineNumber }) => {
  const text = given[key];
  return text === undefined || text === '' ? [] : [{ questionId: asked.questionId, text, lineNumber }];
});

export const givenOf = (answers: readonly Answer[] | null | undefined): Given =>
  Object.fromEntries((answers ?? []).map(({ questionId, lineNumber, text }) => [keyOf(questionId, lineNumber), text]));

/** What happens when this basket is sold. */
export function saleHappened(basket: Basket, priced: PricedBasket | null, tenders: readonly string[]): Happened[] {
  const [back] = basket.returns;
  return [
    { event: 'Sale' },
    ...tenders.map((tender): Happened => ({ event: 'Tender', reason: tender })),
    ...(back ? [{ event: 'Return', reason: back.reason } as const] : []),
    ...(basket.discount ? [{ event: 'Discount', reason: basket.discount.reason } as const] : []),
    ...basket.lines.flatMap((line, index): Happened[] => {
      const about = { lineNumber: index + 1, of: line.name, productId: line.productId, categoryId: priced?.lines[index]?.categoryId ?? null };
      return [
        { event: 'Item', ...about },
        ...(line.discount ? [{ event: 'Discount', reason: line.discount.reason, ...about } as const] : []),
        ...(line.priceReason ? [{ event: 'PriceOverride', reason: line.priceReason, ...about } as const] : []),
      ];
    }),
  ];
}

/** What happens when an order is picked up; a line whose pieces have several numbers is as many lines of the ticket. */
export function orderHappened(order: GetOrderResult, goods: readonly NumberedGoods[], payments: readonly { readonly tender: string }[]): Happened[] {
  const lines = order.lines.flatMap((line) => Array.from({ length: Math.max(1, goods.filter((one) => one.lineNumber === line.lineNumber).length) }, () => line));
  return [
    { event: 'Sale' },
    ...payments.map(({ tender }): Happened => ({ event: 'Tender', reason: tender })),
    ...(order.paid > 0 ? [{ event: 'Tender', reason: 'Deposit' } as const] : []),
    ...lines.map((line, index): Happened => ({ event: 'Item', lineNumber: index + 1, of: line.productName, productId: line.productId })),
  ];
}
