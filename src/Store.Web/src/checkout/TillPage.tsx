import './till.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { ProblemAlert } from '../shell/ProblemAlert';
import { useStore } from '../shell/session';
import { OpenShiftPanel } from './OpenShiftPanel';
import { RegisterChoice } from './RegisterChoice';
import { Selling } from './Selling';
import { listRegisters } from './calls';

const keyOf = (storeId: number) => `store.register.${storeId}`;

/** The till: choose a register, open a shift, sell. */
export default function TillPage() {
  const { storeId } = useStore();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState(() => Number(localStorage.getItem(keyOf(storeId))));
  const registers = useQuery({ queryKey: ['registers', storeId], queryFn: () => listRegisters(storeId) });
  const choose = (registerId: number) => {
    localStorage.setItem(keyOf(storeId), String(registerId));
    setChosen(registerId);
  };
  const refresh = () => void queries.invalidateQueries({ queryKey: ['registers', storeId] });

  if (!registers.data) return registers.error ? <ProblemAlert error={registers.error} retry={() => void registers.refetch()} /> : <div className="page"><Skeleton active /></div>;
  const register = registers.data.find((each) => each.registerId === chosen);
  if (!register) return <RegisterChoice registers={registers.data} onChoose={choose} />;
  const leave = () => choose(0);
  return register.openShift
    ? <Selling key={register.registerId} register={register} shift={register.openShift} onShiftChanged={refresh} onLeave={leave} />
    : <OpenShiftPanel register={register} onOpened={refresh} onLeave={leave} />;
}
