// The rules of the window (B2, B3, B13, B15) once more, independent of the program, to check it against.
export const levels = ["very_negative", "negative", "slightly_negative", "neutral", "slightly_positive", "positive", "very_positive"];

const cuts = [
  [15, "very_negative"],
  [30, "negative"],
  [45, "slightly_negative"],
];

/// B13.
export function levelOf(pulse) {
  for (const [end, level] of cuts) if (pulse < end) return level;
  if (pulse <= 55) return "neutral";
  if (pulse <= 70) return "slightly_positive";
  return pulse <= 85 ? "positive" : "very_positive";
}

/// The weighted mean, weights 1…n from the oldest to the newest, of the six latest pulses.
export function pulseOf(pulses) {
  const last = pulses.slice(-6);
  const weights = (last.length * (last.length + 1)) / 2;
  return last.reduce((sum, pulse, index) => sum + pulse * (index + 1), 0) / weights;
}

/// Whether a message takes a place: `none` and texts of ids, links and numbers alone do not.
export function enters(message) {
  if (message.sender !== "customer" || !message.reading || message.reading.level === "none") return false;
  const words = message.text.split(/\s+/).filter((word) => !/\d|:\/\/|^www\.|@/.test(word));
  return words.some((word) => /\p{L}|\p{Extended_Pictographic}/u.test(word));
}

/// The level and pulse that a conversation must show after these messages (oldest first).
export function moodOf(messages) {
  const last = messages.filter(enters).slice(-6);
  if (last.length === 0) return { level: "none", pulse: undefined };
  const pulse = pulseOf(last.map((message) => message.reading.pulse));
  const level = levelOf(Math.round(pulse * 100) / 100);
  const profane = last.some(({ reading }) => reading.profane && reading.language === "en");
  const above = levels.indexOf(level) > levels.indexOf("negative");
  return { pulse, level: profane && above ? "negative" : level };
}
