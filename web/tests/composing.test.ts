import { expect, it } from 'vitest';
import { isComposing } from '../src/ui/composing';

it('a key of the input method is known before the end of its composition, and in Safari after it', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false);
});
