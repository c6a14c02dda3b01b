import type { KeyboardEvent } from 'react';

/** Whether a key was meant for the element it bubbled to: not for a dialog drawn elsewhere, and Esc not for a list that it closes first. */
export function isMeantFor(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || !(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return false;
  return event.key !== 'Escape' || !(event.target.hasAttribute('aria-controls') || event.target.getAttribute('aria-expanded') === 'true');
}
