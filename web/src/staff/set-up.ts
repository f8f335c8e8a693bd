import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import { useText } from '../text';

/** What the server says before anybody has signed in; asked again when somebody comes back to the page. */
export function useSetUp() {
  return useQuery({ queryKey: ['set-up'], queryFn: api.setUpState, refetchOnWindowFocus: true });
}

const recommended = 8;

/** How short a password may be: the server's bound, known once it has answered, and the hint that tells more. */
export function usePasswordLength() {
  const t = useText();
  const least = useSetUp().data?.least_password_characters;
  const hint = least === undefined ? t('password.hint') : t(least < recommended ? 'password.hint_better' : 'password.hint_least', { least, recommended });
  return { least: least ?? 1, hint, isShort: (password: string) => [...password].length < (least ?? 1) };
}
