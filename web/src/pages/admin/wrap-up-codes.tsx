import { Button, Input, Text, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { admin } from '../../api/admin';
import { records } from '../../api/records';
import type { WrapUpCodes } from '../../api/records';
import { failureText } from '../../staff/words';
import { useText } from '../../text';
import { isComposing } from '../../ui/composing';
import { EmptyState, ErrorState, Loading } from '../../ui/empty-state';
import { useTitle } from '../../ui/title';
import { MoveButtons, freshKey, moved } from './order';
import { PageHead } from './parts';
import { SaveBar, useWhole } from './whole';

const useStyles = makeStyles({
  card: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusLarge, border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  list: { listStyleType: 'none', margin: 0, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`, display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalS },
  row: { display: 'flex', alignItems: 'flex-start', columnGap: tokens.spacingHorizontalS },
  number: { minWidth: '20px', lineHeight: '32px', textAlign: 'end', color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  code: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', '& .fui-Input, & .fui-Input__input': { minWidth: 0 } },
  wrong: { color: tokens.colorStatusDangerForeground1 },
  buttons: { display: 'flex', alignItems: 'center', minHeight: '32px' },
});

interface CodeDraft {
  key: string;
  text: string;
}

const draftOf = ({ codes }: WrapUpCodes): CodeDraft[] => codes.map((text, index) => ({ key: `${index}`, text }));
/** An empty row is no code. */
const requestOf = (draft: readonly CodeDraft[]): string[] => draft.map((each) => each.text.trim()).filter(Boolean);

/** The codes that agents choose from when a conversation is over. */
export function AdminWrapUpCodes() {
  const t = useText();
  const styles = useStyles();
  const whole = useWhole({ key: ['settings', 'wrap_up_codes'], load: records.wrapUpCodes, draftOf, requestOf, save: (draft: CodeDraft[], version) => admin.saveWrapUpCodes(requestOf(draft), version) });
  const [added, setAdded] = useState('');
  useTitle(t('manage.wrap_up_codes'));
  const { query, draft: codes } = whole;
  if (!codes) return query.isError ? <ErrorState title={t('failure.title')} text={failureText(query.error)} retry={t('common.retry')} onRetry={() => void query.refetch()} /> : <Loading label={t('common.loading')} />;
  const add = (at: number) => {
    const fresh = { key: freshKey(), text: '' };
    setAdded(fresh.key);
    whole.edit([...codes.slice(0, at), fresh, ...codes.slice(at)]);
  };
  const isTwice = (at: number) => codes[at]!.text.trim() !== '' && codes.slice(0, at).some((each) => each.text.trim() === codes[at]!.text.trim());
  return (
    <>
      <PageHead title={t('manage.wrap_up_codes')} text={t('manage.wrap_up_codes_text')}>
        <Button appearance={codes.length === 0 ? 'primary' : 'secondary'} icon={<AddRegular />} onClick={() => add(codes.length)}>{t('manage.add_code')}</Button>
      </PageHead>
      <div className={styles.card}>
        {codes.length === 0 && <EmptyState compact title={t('manage.no_code')} text={t('manage.no_code_text')} />}
        {codes.length > 0 && (
          <ol className={styles.list} role="list">
            {codes.map((code, index) => (
              <CodeRow
                key={code.key}
                code={code}
                number={index + 1}
                count={codes.length}
                isTwice={isTwice(index)}
                focused={code.key === added}
                onChange={(text) => whole.edit(codes.map((each, at) => (at === index ? { ...each, text } : each)))}
                onEnter={() => add(index + 1)}
                onMove={(step) => whole.edit(moved(codes, index, step))}
                onRemove={() => whole.edit(codes.filter((_, at) => at !== index))}
              />
            ))}
          </ol>
        )}
      </div>
      <SaveBar whole={whole} wrong={codes.some((_, index) => isTwice(index))} fields={[]} />
    </>
  );
}

interface CodeRowProps {
  code: CodeDraft;
  number: number;
  count: number;
  isTwice: boolean;
  /** It was just added. */
  focused: boolean;
  onChange: (text: string) => void;
  /** Asks for a further one below. */
  onEnter: () => void;
  onMove: (step: -1 | 1) => void;
  onRemove: () => void;
}

function CodeRow({ code, number, count, isTwice, focused, onChange, onEnter, onMove, onRemove }: CodeRowProps) {
  const t = useText();
  const styles = useStyles();
  const label = t('manage.code', { number });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent) || code.text.trim() === '') return;
    event.preventDefault();
    onEnter();
  };
  return (
    <li className={styles.row}>
      <Text className={styles.number} aria-hidden="true">{number}</Text>
      <div className={styles.code}>
        <Input value={code.text} maxLength={100} autoComplete="off" autoFocus={focused} aria-label={label} aria-invalid={isTwice} placeholder={t('manage.code_placeholder')} input={{ dir: 'auto' }} onChange={(_, data) => onChange(data.value)} onKeyDown={onKeyDown} />
        {isTwice && <Text size={200} role="alert" className={styles.wrong}>{t('manage.code_twice')}</Text>}
      </div>
      <div className={styles.buttons}><MoveButtons name={code.text.trim() || label} isFirst={number === 1} isLast={number === count} onMove={onMove} onRemove={onRemove} /></div>
    </li>
  );
}
