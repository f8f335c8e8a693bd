import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { feedback } from '../api/feedback';
import type { Feedback, ScoredLevel } from '../api/feedback';
import { useAccount } from './account';

const none: readonly Feedback[] = [];

/** What was said of the reading of one message, by oneself and by others, and how to say it. It is asked for once a conversation. */
export function useJudgement(conversation: string, message: string) {
  const me = useAccount().id;
  const queries = useQueryClient();
  const key = ['feedback', 'of', conversation];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => feedback.of(conversation),
    select: useCallback((list: Feedback[]) => list.filter((each) => each.message === message), [message]),
    staleTime: Infinity,
    retry: false,
  });
  const said = data ?? none;
  const put = (own: Feedback | null) => {
    queries.setQueryData(key, (list: Feedback[] = []) => [...(own ? [own] : []), ...list.filter((each) => each.message !== message || each.by.id !== me)]);
    void queries.invalidateQueries({ queryKey: ['feedback', 'report'] });
  };
  const say = useMutation({ mutationFn: ({ level, note }: { level: ScoredLevel; note: string }) => feedback.say(conversation, message, level, note), onSuccess: put });
  const takeBack = useMutation({ mutationFn: () => feedback.takeBack(conversation, message), onSuccess: () => put(null) });
  return { own: said.find((each) => each.by.id === me), others: said.filter((each) => each.by.id !== me), say, takeBack };
}
