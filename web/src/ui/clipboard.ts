/** Puts words on the clipboard; false where the browser does not allow it, as on a page that came over plain http. */
export async function copyText(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}
