function mend(guard: Element): void {
  if (guard.closest('[role="menu"], [role="tablist"]')) {
    guard.setAttribute('tabindex', '-1');
    return;
  }
  guard.removeAttribute('aria-hidden');
  guard.removeAttribute('role');
}

/**
 * Fluent puts focusable guards at the ends of the body and of menus, and hides them from assistive technology. What can
 * have the focus must not be hidden (WCAG 4.1.2): the guards of the body are told, and those of a menu, which closes on
 * Tab by itself, or of a list of tabs, which is one stop, take no focus.
 */
export function mendFocusGuards(body: HTMLElement = document.body): () => void {
  const look = (node: Node) => {
    if (!(node instanceof HTMLElement)) return;
    if (node.hasAttribute('data-tabster-dummy')) mend(node);
    node.querySelectorAll('[data-tabster-dummy]').forEach(mend);
  };
  const watch = new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(look)));
  watch.observe(body, { childList: true, subtree: true });
  look(body);
  return () => watch.disconnect();
}
