/** Whether a key belongs to the input method, such as the Enter that confirms a word; Safari tells that one as 229, after the composition has ended. */
export function isComposing({ isComposing: composing, keyCode }: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return composing || keyCode === 229;
}
