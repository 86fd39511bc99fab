import { describe, expect, it } from 'vitest';
import { fromForm, toForm } from './conditions';

describe('conditions of a segment', () => {
  it('come back from the form as they went in', () => {
    const conditions = { levelIds: [1], spentFrom: 12.5, memberFrom: '2026-01-31', consentChannel: 'Sms', visitsFrom: 0 };
    expect(fromForm(toForm('name', conditions))).toEqual(conditions);
  });

  it('leave out what is empty', () => {
    expect(fromForm({ name: 'x', tags: [], levelIds: null, spentFrom: null, birthMonth: 0 })).toEqual({ birthMonth: 0 });
  });
});
