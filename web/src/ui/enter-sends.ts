import { isComposing } from './composing';

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>;

/** Whether a key sends what was written: Enter does; with Shift it starts a new line, and within an input method it confirms a word. */
export function sends(pressed: Pressed): boolean {
  return pressed.key === 'Enter' && !pressed.shiftKey && !isComposing(pressed);
}

/** What a box for messages does with a key: it sends, and leaves no line break behind, or does as every text box. */
export const enterSends = (send: () => void) => (event: { nativeEvent: Pressed; preventDefault: () => void }) => {
  if (!sends(event.nativeEvent)) return;
  event.preventDefault();
  send();
};
