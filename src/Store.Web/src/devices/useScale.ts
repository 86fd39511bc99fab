import { useEffect, useState } from 'react';
import { Problem } from '../api';
import type { DeviceInfo } from '../api/client';
import { devicesAt } from './connection';
import { windowName } from './eventStream';
import { useDeviceEvents } from './useDeviceEvents';
import { useDevices } from './useDevices';

/** What the scale shows just now. */
export interface LiveWeight {
  readonly state: 'Stable' | 'Moving' | 'AtZero' | 'UnderZero' | 'OverCapacity' | 'OutsideZero' | 'WrongUnit' | 'Silent';
  readonly grams: number | null;
}

export interface Scale {
  readonly device: DeviceInfo;
  /** The weight on the plate, to sell by. A refusal says in words why there is none. */
  readonly weigh: (leaving: AbortSignal | undefined) => Promise<number>;
  readonly setToZero: () => Promise<void>;
}

const plateComesToRestWithin = 3_000;

/** The scale of this till; null where it has none that is switched on and answers: then weights are typed. */
export function useScale(): Scale | null {
  const device = useDevices().inUse.find((each) => each.kind === 'Scale' && each.online !== false);
  if (!device) return null;
  return {
    device,
    weigh: async (leaving) => (await devicesAt().readWeight(device.id, { timeoutMilliseconds: plateComesToRestWithin, forSale: true, client: windowName }, leaving)).grams,
    setToZero: async () => {
      await devicesAt().zeroScale(device.id, windowName);
    },
  };
}

/** What lies on a scale, now and as it changes; null until it has said something. */
export function useLiveWeight(deviceId: string): LiveWeight | null {
  const [weight, setWeight] = useState<LiveWeight | null>(null);
  useDeviceEvents(true, ({ deviceId: at, event, detail }) => {
    const said = detail as Partial<LiveWeight> | null | undefined;
    if (at === deviceId && event === 'statusUpdate' && said?.state) setWeight({ state: said.state, grams: said.grams ?? null });
  });
  useEffect(() => {
    // What lies there already and stays as it is will not be told.
    const first = (said: LiveWeight) => setWeight((known) => known ?? said);
    const leaving = new AbortController();
    devicesAt().readWeight(deviceId, { timeoutMilliseconds: 0, forSale: false, client: windowName }, leaving.signal).then(
      ({ grams }) => first({ state: 'Stable', grams }),
      (refused: unknown) => {
        if (refused instanceof Problem && typeof refused.facts.state === 'string') first({ state: refused.facts.state as LiveWeight['state'], grams: refused.number('grams') });
      },
    );
    return () => leaving.abort();
  }, [deviceId]);
  return weight;
}
