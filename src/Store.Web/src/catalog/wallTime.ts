import dayjs, { type Dayjs } from 'dayjs';

/** Store-local wall time, as the API takes it: without a zone. */
export const wallTime = (moment: Dayjs | null | undefined) => moment?.format('YYYY-MM-DDTHH:mm:ss') ?? null;

/** The shown part of a store-local wall time. */
export const wallText = (time: string | null) => time?.slice(0, 16).replace('T', ' ') ?? '–';

/** A store-local wall time for a field. */
export const wallMoment = (time: string | null): Dayjs | null => (time === null ? null : dayjs(time));
