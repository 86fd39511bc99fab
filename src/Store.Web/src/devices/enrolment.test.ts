import { expect, it } from 'vitest';
import { enrolmentOf } from './enrolment';

it('takes the secret behind the address, for a device service on this machine alone', () => {
  expect(enrolmentOf('#devices=a%2Bb')).toEqual({ address: 'http://127.0.0.1:17980', secret: 'a+b' });
  expect(enrolmentOf('#devices=secret&at=http://localhost:18000')).toEqual({ address: 'http://localhost:18000', secret: 'secret' });
  expect(enrolmentOf('#devices=secret&at=http://127.0.0.1.evil.example')).toBeNull();
  expect(enrolmentOf('#devices=secret&at=https://evil.example')).toBeNull();
  expect(enrolmentOf('#devices=')).toBeNull();
  expect(enrolmentOf('')).toBeNull();
});
