import { Dropdown, Field, Input, Option, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ScoredLevel } from '../../api/feedback';
import { FormDialog } from '../../staff/form';
import { languageName, useText } from '../../text';
import { scoredLevels } from '../../ui/levels';
import { SentimentFace } from '../../ui/sentiment-badge';
import { languageCodes } from './language-codes';
import type { PhraseDraft } from './phrases-draft';
import { isTwice } from './phrases-draft';

/** Bytes of UTF-8 that a phrase may have. */
const mostBytes = 200;

const useStyles = makeStyles({
  list: { maxHeight: '320px' },
  option: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

interface PhraseDialogProps {
  phrase: PhraseDraft;
  /** All phrases of the page. */
  list: readonly PhraseDraft[];
  onKeep: (phrase: PhraseDraft) => void;
  onDone: () => void;
}

/** One phrase: what is written, in which language, and what it counts as. */
export function PhraseDialog({ phrase, list, onKeep, onDone }: PhraseDialogProps) {
  const t = useText();
  const styles = useStyles();
  const [draft, setDraft] = useState(phrase);
  const change = (by: Partial<PhraseDraft>) => setDraft({ ...draft, ...by });
  const text = draft.phrase.trim();
  const twice = text !== '' && isTwice(draft, list);
  const fits = text !== '' && new TextEncoder().encode(text).length <= mostBytes;
  const isNew = phrase.phrase === '';
  const languages = ['', ...languageCodes(draft.language ? [draft.language] : [])];
  const nameOf = (code: string) => (code ? languageName(code) : t('phrases.all_languages'));
  const keep = async () => onKeep({ ...draft, phrase: text });
  return (
    <FormDialog title={t(isNew ? 'phrases.add_title' : 'phrases.edit_title')} submit={t(isNew ? 'phrases.keep_new' : 'phrases.keep')} fields={[]} ready={fits && !twice} run={keep} onDone={onDone}>
      {() => (
        <>
          <Field label={t('phrases.phrase')} hint={t('phrases.phrase_hint')} {...(twice ? { validationState: 'error' as const, validationMessage: t('phrases.twice') } : {})}>
            <Input value={draft.phrase} maxLength={mostBytes} autoComplete="off" autoFocus input={{ dir: 'auto' }} onChange={(_, data) => change({ phrase: data.value })} />
          </Field>
          <Field label={t('phrases.language')}>
            <Dropdown listbox={{ className: styles.list }} value={nameOf(draft.language ?? '')} selectedOptions={[draft.language ?? '']} onOptionSelect={(_, data) => change({ language: data.optionValue || null })}>
              {languages.map((code) => <Option key={code} value={code} text={nameOf(code)}>{code ? `${nameOf(code)} · ${code}` : nameOf(code)}</Option>)}
            </Dropdown>
          </Field>
          <Field label={t('phrases.level')}>
            <Dropdown value={t(`level.${draft.level}`)} selectedOptions={[draft.level]} onOptionSelect={(_, data) => change({ level: data.optionValue as ScoredLevel })}>
              {scoredLevels.map((level) => (
                <Option key={level} value={level} text={t(`level.${level}`)}><span className={styles.option}><SentimentFace level={level} size={18} />{t(`level.${level}`)}</span></Option>
              ))}
            </Dropdown>
          </Field>
        </>
      )}
    </FormDialog>
  );
}
