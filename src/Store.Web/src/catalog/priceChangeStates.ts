import type { PriceChangeState } from './calls';

export const states: readonly PriceChangeState[] = ['Draft', 'Submitted', 'Approved', 'Live', 'Refused', 'Cancelled'];

export const stateColour: Readonly<Record<PriceChangeState, string>> = { Draft: 'default', Submitted: 'orange', Approved: 'blue', Live: 'green', Refused: 'red', Cancelled: 'default' };
