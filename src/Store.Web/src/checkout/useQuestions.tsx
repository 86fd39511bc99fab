import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Problem } from '../api';
import type { Answer } from '../api/client';
import { QuestionsDialog } from './QuestionsDialog';
import { type Given, type Happened, type Missing, type QuestionList, answersOf, dueQuestions, givenOf, keyOf } from './questions';
import { keptReasons, readReasons, reasonsKey, useReasonList } from './useReasons';

export interface Questions {
  /** Whether questions lie on the screen. */
  readonly open: boolean;
  /** Asks what is to be asked about what happens; at once nothing where nothing is. Null when the cashier leaves it. */
  readonly ask: (happened: readonly Happened[]) => Promise<Answer[] | null>;
  /** The server misses an answer: reads the questions again and asks. Null when the cashier leaves it; throws the refusal where asking does not help. */
  readonly askAgain: (refused: unknown, happened: readonly Happened[], answers: readonly Answer[] | null | undefined) => Promise<Answer[] | null>;
  /** Asks, does it with the answers, and asks again where the server misses one. False when the cashier leaves it. */
  readonly around: (happened: readonly Happened[], send: (answers: Answer[]) => Promise<unknown>) => Promise<boolean>;
  readonly dialog: ReactNode;
}

interface Asking { readonly list: QuestionList; readonly happened: readonly Happened[]; readonly missing: readonly Missing[]; readonly first: Given; readonly answer: (answers: Answer[] | null) => void }

const nothing: QuestionList = { reasons: [], questions: [] };

const isUnanswered = (error: unknown): error is Problem => error instanceof Problem && error.code === 'question.unanswered';

/** Puts the questions about what happens at the till to the cashier, before it is sent; the same dialog for everything that can be asked about. */
export function useQuestions(): Questions {
  const queries = useQueryClient();
  useReasonList();
  const [asking, setAsking] = useState<Asking | null>(null);
  const waiting = useRef<Asking | null>(null);

  const put = useCallback((list: QuestionList, happened: readonly Happened[], first: Given, missing: readonly Missing[]) => {
    const due = dueQuestions(list, happened, first, missing);
    if (due.every(({ key }) => key in first)) return Promise.resolve(answersOf(due, first));
    return new Promise<Answer[] | null>((resolve) => {
      const answer = (answers: Answer[] | null) => {
        waiting.current = null;
        setAsking(null);
        resolve(answers);
      };
      waiting.current?.answer(null);
      waiting.current = { list, happened, missing, first, answer };
      setAsking(waiting.current);
    });
  }, []);

  const ask = useCallback((happened: readonly Happened[]) => put(queries.getQueryData<QuestionList>(reasonsKey) ?? keptReasons() ?? nothing, happened, {}, []), [put, queries]);

  const askAgain = useCallback(async (refused: unknown, happened: readonly Happened[], answers: readonly Answer[] | null | undefined) => {
    if (!isUnanswered(refused)) throw refused;
    const list = await queries.query({ queryKey: reasonsKey, queryFn: readReasons, staleTime: 0 });
    const { questionId, lineNumber } = refused.facts;
    const missing: Missing = { questionId: Number(questionId), lineNumber: typeof lineNumber === 'number' ? lineNumber : null };
    const first = givenOf(answers);
    if (keyOf(missing.questionId, missing.lineNumber) in first || !list.questions.some((one) => one.questionId === missing.questionId)) throw refused;
    return put(list, happened, first, [missing]);
  }, [put, queries]);

  const around = useCallback(async (happened: readonly Happened[], send: (answers: Answer[]) => Promise<unknown>) => {
    let answers = await ask(happened);
    while (answers !== null) {
      try {
        await send(answers);
        return true;
      } catch (error) {
        answers = await askAgain(error, happened, answers);
      }
    }
    return false;
  }, [ask, askAgain]);

  return {
    open: asking !== null, ask, askAgain, around,
    dialog: asking && <QuestionsDialog list={asking.list} happened={asking.happened} missing={asking.missing} first={asking.first} onCancel={() => asking.answer(null)} onAnswered={(given, due) => asking.answer(answersOf(due, given))} />,
  };
}
