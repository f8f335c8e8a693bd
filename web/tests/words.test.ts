import { describe, expect, it } from 'vitest';
import { ApiError } from '../src/api/client';
import { failureText, sessionDescription, shownToAgent, titleOf, unreadMark } from '../src/staff/words';
import { deviceOf } from '../src/staff/device';
import { safeNext, signInAddress, startPageOf } from '../src/staff/account';
import { ago, duration, languageName, listed, percent } from '../src/text/format';
import { en } from '../src/text/en';
import { t } from '../src/text';

describe('what the agent is told of a session out of focus', () => {
  it('says urgent attention in the words of D6', () => {
    expect(sessionDescription('Visitor 7', 0, true)).toBe('Visitor 7. Urgent attention is needed in your conversation.');
  });

  it('says how many updates in the words of D8', () => {
    expect(sessionDescription('Visitor 7', 3, false)).toBe('Visitor 7. 3 new updates in your conversation');
    expect(sessionDescription('Visitor 7', 9, false)).toBe('Visitor 7. 9 new updates in your conversation');
  });

  it('shows ten and more with a plus sign', () => {
    expect([1, 9, 10, 250].map(unreadMark)).toEqual(['1', '9', '10+', '10+']);
    expect(sessionDescription('Visitor 7', 12, false)).toBe('Visitor 7. 10+ new updates in your conversation');
  });

  it('puts the urgent one first and is silent when there is nothing', () => {
    expect(sessionDescription('Visitor 7', 12, true)).toContain('Urgent attention');
    expect(sessionDescription('Visitor 7', 0, false)).toBe('');
  });

  it('is Neutral before the first score (B6)', () => {
    expect(shownToAgent('none')).toBe('neutral');
    expect(shownToAgent(undefined)).toBe('neutral');
    expect(shownToAgent('very_negative')).toBe('very_negative');
  });

  it('names a session after the customer, else the subject, else a visitor (D7)', () => {
    expect(titleOf({ customer: { name: 'Visitor 7' }, subject: 'Invoice' })).toBe('Visitor 7');
    expect(titleOf({ customer: {}, subject: 'Invoice' })).toBe('Invoice');
    expect(titleOf({ customer: {} })).toBe('Visitor');
  });
});

describe('names in a sentence', () => {
  it('leave the words and figures beside them in their places when they run from right to left', () => {
    expect(t('wrap_up.by', { name: 'وكيل 3', time: '12:30' })).toBe('\u2068وكيل 3\u2069, 12:30');
    expect(t('reader.began', { queue: 'הנהלה', time: '0:50' })).toBe('\u2068הנהלה\u2069 · 0:50');
  });

  it('are as they were when they run with it', () => {
    expect(t('wrap_up.by', { name: 'agent1 <2>', time: '12:30' })).toBe('agent1 <2>, 12:30');
  });

  it('follow each other in their order, isolated once', () => {
    expect(listed(['billing', 'الفواتير'])).toBe('billing, \u2068الفواتير\u2069');
    expect(t('work.queues', { names: listed(['الفواتير', 'הנהלה']) })).toBe('Queues: \u2068الفواتير\u2069, \u2068הנהלה\u2069');
  });
});

describe('labels that others rely on', () => {
  it('are those of the administration page', () => {
    expect(en.admin.monitor).toBe('Monitor real-time customer sentiment');
    expect(en.admin.agent_label).toBe("Show alerts when a customer's sentiment decreases to or below");
    expect(en.admin.supervisor_label).toBe("Send notifications when a customer's sentiment decreases to or below");
    expect([en.admin.agent_none, en.level.slightly_negative, en.level.negative, en.level.very_negative])
      .toEqual(["Don't show alerts", 'Slightly negative', 'Negative', 'Very negative']);
    expect(en.admin.supervisor_none).toBe("Don't send notifications");
  });

  it('say the level after Customer sentiment', () => {
    expect(en.sentiment.customer.replace('{{level}}', en.level.very_negative)).toBe('Customer sentiment: Very negative');
  });

  it('hold no word of feeling in the visitor’s chat', () => {
    expect(JSON.stringify(en.chat)).not.toMatch(/sentiment|mood|feel|negative|positive|score/i);
  });
});

describe('failures', () => {
  it('say what happened, and when to try again', () => {
    expect(failureText(new ApiError(0, '', ''))).toContain('does not answer');
    expect(failureText(new ApiError(503, '', '', undefined, 2.2))).toContain('3 s');
    expect(failureText(new ApiError(409, 'Conflict', 'The conversation is closed.'))).toBe('The conversation is closed.');
    expect(failureText(new ApiError(500, '', ''))).toContain('500');
  });
});

describe('addresses', () => {
  it('come back to pages of one’s own only', () => {
    expect(safeNext('/supervisor?conversation=1')).toBe('/supervisor?conversation=1');
    expect([null, '', 'https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)'].map(safeNext)).toEqual([null, null, null, null, null, null]);
  });

  it('keep where one wanted to go', () => {
    expect(signInAddress('/agent?conversation=a&x=1')).toBe('/sign-in?next=%2Fagent%3Fconversation%3Da%26x%3D1');
    expect(signInAddress('/')).toBe('/sign-in');
  });

  it('begin at the page of the role', () => {
    expect([startPageOf('agent'), startPageOf('supervisor'), startPageOf('administrator')]).toEqual(['/agent', '/supervisor', '/admin']);
  });
});

describe('formats', () => {
  it('write lengths of time as clocks do', () => {
    expect([0, 9, 50, 250, 3600, 4210].map(duration)).toEqual(['0:00', '0:09', '0:50', '4:10', '1:00:00', '1:10:10']);
    expect(duration(-5)).toBe('0:00');
  });

  it('write times under an hour as distances', () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    expect(ago('2026-01-01T11:59:50Z', now)).toBe('just now');
    expect(ago('2026-01-01T11:57:00Z', now)).toMatch(/^3 min/);
    expect(ago('2026-01-01T10:30:00Z', now)).not.toContain('ago');
  });

  it('name a language as its speakers do', () => {
    expect(languageName('es')).toBe('Español');
    expect(languageName('ja')).toBe('日本語');
    expect(languageName('zh-Hant')).toMatch(/中文/);
    expect(languageName('sr-Latn')).toMatch(/rpski/);
    expect([languageName('und'), languageName(null)]).toEqual(['', '']);
  });

  it('write shares as percentages', () => {
    expect(percent(0.4)).toBe('40%');
  });
});

describe('the device of a sign-in', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/130.0.0.0 Safari/537.36', 'Chrome', 'Linux', false],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 'Edge', 'Windows', false],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1', 'Safari', 'iOS', true],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:131.0) Gecko/20100101 Firefox/131.0', 'Firefox', 'macOS', false],
    ['Console/1.0', 'Console/1.0', '', false],
    ['', '', '', false],
  ])('%s', (text, program, system, isSmall) => {
    expect(deviceOf(text)).toEqual({ program, system, isSmall });
  });
});
