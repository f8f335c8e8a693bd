import { languageName } from '../../text';
import measured from './accuracy.json';

const codes = Object.keys(measured.languages).sort((a, b) => languageName(a).localeCompare(languageName(b)));

/** The languages that the program reads, by name, and behind them those that are present besides. */
export const languageCodes = (present: readonly string[] = []) => [...codes, ...present.filter((each) => !codes.includes(each))];
