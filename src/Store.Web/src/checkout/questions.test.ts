import { describe, expect, it } from 'vitest';
import { type Happened, answersOf, dueQuestions, givenOf } from './questions';
import type { Asked, Reason } from './useReasons';

const reasons: Reason[] = [{ event: 'Return', code: 'quality', nameHans: '质量问题', nameHant: '品質問題', nameEn: 'Faulty', sortOrder: 1, active: true, version: 1 }];

const asked = (questionId: number, more: Partial<Asked['question']>): Asked => ({
  questionId, version: 1,
  question: {
    event: 'Item', reasonCode: null, afterQuestionId: null, afterAnswer: null, kind: 'Text', required: true, textHans: '问', textHant: '問', textEn: 'Q', productId: null, categoryId: null, sortOrder: 1, active: true, choices: [],
    ...more,
  },
});

const ids = (questions: Asked[], happened: Happened[], given = {}) => dueQuestions({ reasons, questions }, happened, given).map(({ key }) => key);

describe('questions', () => {
  it('asks about each line of the product, and of no other', () => {
    const lines: Happened[] = [{ event: 'Item', lineNumber: 1, productId: 7 }, { event: 'Item', lineNumber: 2, productId: 8 }, { event: 'Item', lineNumber: 3, productId: 7 }];
    expect(ids([asked(1, { productId: 7 })], lines)).toEqual(['1.1', '3.1']);
    expect(ids([asked(1, { categoryId: 5 })], [{ event: 'Item', lineNumber: 1, productId: 7, categoryId: 5 }, { event: 'Item', lineNumber: 2, productId: 7, categoryId: null }])).toEqual(['1.1']);
  });

  it('asks what follows only after the answer, on the same line', () => {
    const questions = [asked(1, { kind: 'List' }), asked(2, { afterQuestionId: 1, afterAnswer: 'yes' })];
    const lines: Happened[] = [{ event: 'Item', lineNumber: 1 }, { event: 'Item', lineNumber: 2 }];
    expect(ids(questions, lines, { '2.1': 'yes' })).toEqual(['1.1', '2.1', '2.2']);
    expect(ids(questions, lines, { '1.1': 'no' })).toEqual(['1.1', '2.1']);
  });

  it('knows a reason by its code or any of its names', () => {
    const question = [asked(1, { event: 'Return', reasonCode: 'quality' })];
    for (const reason of ['quality', '质量问题', '品質問題', 'Faulty']) expect(ids(question, [{ event: 'Return', reason }])).toEqual(['0.1']);
    expect(ids(question, [{ event: 'Return', reason: '不想要了' }])).toEqual([]);
  });

  it('asks what the server misses though the till does not know why', () => {
    const question = [asked(1, { categoryId: 5 })];
    expect(dueQuestions({ reasons, questions: question }, [{ event: 'Item', lineNumber: 2 }], {}, [{ questionId: 1, lineNumber: 2 }])).toHaveLength(1);
  });

  it('sends no answer to what is not asked any more', () => {
    const questions = [asked(1, {}), asked(2, { afterQuestionId: 1, afterAnswer: 'yes' })];
    const given = givenOf([{ questionId: 1, text: 'no', lineNumber: 1 }, { questionId: 2, text: 'x', lineNumber: 1 }]);
    expect(answersOf(dueQuestions({ reasons, questions }, [{ event: 'Item', lineNumber: 1 }], given), given)).toEqual([{ questionId: 1, text: 'no', lineNumber: 1 }]);
  });
});
