import { Button, Text, Textarea, Tooltip, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { SendFilled } from '@fluentui/react-icons/svg/send';
import { useEffect } from 'react';
import { useText } from '../text';
import { enterSends } from '../ui/enter-sends';
import { useGrowing } from '../ui/use-growing';

export interface Draft {
  text: string;
  note: boolean;
}

const useStyles = makeStyles({
  root: { flexShrink: 0, borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`, padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalM}`, backgroundColor: tokens.colorNeutralBackground1 },
  note: { backgroundColor: tokens.colorNeutralBackground3, borderTopColor: tokens.colorStatusWarningBorder2 },
  tabs: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalM },
  kinds: { display: 'flex', columnGap: tokens.spacingHorizontalXS },
  kind: {
    minHeight: '32px', padding: `0 ${tokens.spacingHorizontalS}`, border: 'none', borderBottom: `${tokens.strokeWidthThick} solid transparent`,
    backgroundColor: 'transparent', color: tokens.colorNeutralForeground2, fontFamily: 'inherit', fontSize: tokens.fontSizeBase300, cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { outlineStyle: 'solid', outlineWidth: tokens.strokeWidthThick, outlineColor: tokens.colorStrokeFocus2 },
  },
  chosen: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold, borderBottomColor: tokens.colorBrandStroke1, ':hover': { borderBottomColor: tokens.colorBrandStroke1 } },
  line: { display: 'flex', alignItems: 'flex-end', columnGap: tokens.spacingHorizontalS },
  box: { flexGrow: 1, flexBasis: 0, minWidth: 0 },
  send: { flexShrink: 0, '@media (max-width: 700px)': { minWidth: 'auto' } },
  hint: { color: tokens.colorNeutralForeground3, '@media (max-width: 700px)': { display: 'none' } },
});

interface ComposerProps {
  name: string;
  draft: Draft;
  noteOnly?: boolean;
  /** What stays inside is a note to an agent, and a whisper to a supervisor. */
  inside?: 'note' | 'whisper';
  /** The place to write gets the focus when this grows. */
  asked?: number;
  onDraft: (draft: Draft) => void;
  onSend: (draft: Draft) => void;
}

/** Where staff write: a reply to the customer, or a note that stays inside. */
export function Composer({ name, draft, noteOnly = false, inside = 'note', asked = 0, onDraft, onSend }: ComposerProps) {
  const t = useText();
  const styles = useStyles();
  const box = useGrowing(draft.text);
  const note = noteOnly || draft.note;
  const ready = draft.text.trim() !== '';
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked, box]);
  const send = () => {
    if (!ready) return;
    onSend({ text: draft.text.trim(), note });
    box.current?.focus();
  };
  return (
    <form
      className={mergeClasses(styles.root, note && styles.note)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className={styles.tabs}>
        <div role="group" aria-label={t('agent.mode')} className={styles.kinds}>
          {(noteOnly ? [true] : [false, true]).map((kind) => (
            <button
              key={String(kind)}
              type="button"
              className={mergeClasses(styles.kind, kind === note && styles.chosen)}
              aria-pressed={kind === note}
              onClick={() => {
                onDraft({ ...draft, note: kind });
                box.current?.focus();
              }}
            >
              {kind ? t(`agent.${inside}`) : t('agent.reply')}
            </button>
          ))}
        </div>
        <Text size={200} className={styles.hint}>{t('agent.enter_hint')}</Text>
      </div>
      <div className={styles.line}>
        <Textarea
          className={styles.box}
          textarea={{ ref: box, dir: 'auto' }}
          aria-label={t('agent.message')}
          rows={1}
          resize="none"
          placeholder={note ? t(`agent.${inside}_placeholder`) : t('agent.reply_placeholder', { name })}
          value={draft.text}
          onChange={(_, data) => onDraft({ ...draft, text: data.value })}
          onKeyDown={enterSends(send)}
        />
        <Tooltip relationship="inaccessible" content={t('agent.enter_hint')}>
          <Button type="submit" className={styles.send} appearance="primary" icon={<SendFilled />} disabled={!ready}>{t('agent.send')}</Button>
        </Tooltip>
      </div>
    </form>
  );
}
