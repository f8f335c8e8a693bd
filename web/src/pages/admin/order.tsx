import { Button } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DeleteRegular } from '@fluentui/react-icons/svg/delete';
import { useText } from '../../text';

/** The list with the one at this place a step further up (-1) or down (1). */
export function moved<T>(list: readonly T[], at: number, step: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  next.splice(at + step, 0, one!);
  return next;
}

/** Each new key is its own. */
export function freshKey(): string {
  return crypto.randomUUID?.() ?? String(Math.random());
}

export interface MoveProps {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

/** Up, down and away, for one of a list whose order counts. */
export function MoveButtons({ name, isFirst, isLast, onMove, onRemove }: MoveProps) {
  const t = useText();
  return (
    <>
      <Button size="small" appearance="subtle" icon={<ArrowUpRegular />} disabledFocusable={isFirst} aria-label={t('manage.move_up', { name })} onClick={() => onMove(-1)} />
      <Button size="small" appearance="subtle" icon={<ArrowDownRegular />} disabledFocusable={isLast} aria-label={t('manage.move_down', { name })} onClick={() => onMove(1)} />
      <Button size="small" appearance="subtle" icon={<DeleteRegular />} aria-label={t('manage.remove_named', { name })} onClick={onRemove} />
    </>
  );
}
