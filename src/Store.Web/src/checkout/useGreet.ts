import { App } from 'antd';
import { useCallback } from 'react';
import { api } from '../api';
import { problemText } from '../shell/ProblemAlert';
import { beep } from './beep';
import type { BasketBox } from './useBasket';

/** Puts the member of a number on the ticket. */
export function useGreet({ change }: BasketBox): (number: string) => Promise<void> {
  const { message } = App.useApp();
  return useCallback(async (number: string) => {
    try {
      const member = await api.lookUpMember(number);
      change((before) => ({ ...before, customer: { memberId: member.memberId, number: member.number, name: member.name, level: member.levelName } }));
    } catch (error) {
      beep();
      message.error(problemText(error));
    }
  }, [change, message]);
}
