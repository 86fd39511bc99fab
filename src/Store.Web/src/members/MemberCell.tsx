import { Button, Tag } from 'antd';
import { MemberLabel } from './MemberLabel';
import './members.css';

interface Props {
  readonly memberId: number;
  /** What stands on their card; empty where the person was forgotten. */
  readonly number: string | null;
  /** Missing for who may not see members. */
  readonly name: string | null;
  readonly level?: string | null;
  readonly onOpen: (memberId: number) => void;
}

/** A member in a list, who leads to their file; the number alone for who may not see members. */
export function MemberCell({ memberId, number, name, level = null, onOpen }: Props) {
  if (name === null) return <>{number === null || number === '' ? '–' : number}</>;
  return (
    <span className="member-cell">
      <Button type="link" size="small" className="member-link" onClick={() => onOpen(memberId)}><MemberLabel number={number} name={name} /></Button>
      {level !== null && <Tag color="gold">{level}</Tag>}
    </span>
  );
}
