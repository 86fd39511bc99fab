import './members.css';

/** A member's name with the number below. */
export function MemberLabel({ number, name }: { readonly number: string | null; readonly name: string }) {
  return <span className="member-label">{name}{number && number !== name && <small>{number}</small>}</span>;
}
