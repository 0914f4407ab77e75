import { CONTROL } from '../memory/layout.ts';

/** Looks at the generation before a thread goes to sleep: some hundred microseconds. */
const SPINS = 4000;
/** A locked instruction on a line of its own takes time and little else, so that a thread on the same core is not slowed. */
const pause = '(drop (i32.atomic.rmw.or offset=60 (global.get $scratch) (i32.const 0)))';

/**
 * `$meet(wish)`: all threads wait for each other; returns whether any wished to stop. The last to arrive opens the next
 * generation. A thread first spins, since meetings are a few microseconds apart, and then sleeps, so that more threads than
 * cores do not hinder each other.
 */
export const barrierWat = (threads: number): string => `
(func $meet (param $wish i32) (result i32) (local $generation i32) (local $arrived i32) (local $spins i32)
  (local.set $generation (i32.atomic.load (i32.const ${CONTROL.generation})))
  (local.set $arrived (i32.add (i32.const 1) (i32.shl (local.get $wish) (i32.const 16))))
  (local.set $arrived (i32.add (local.get $arrived) (i32.atomic.rmw.add (i32.const ${CONTROL.arrived}) (local.get $arrived))))
  (if (i32.eq (i32.and (local.get $arrived) (i32.const 0xffff)) (i32.const ${threads})) (then
    (i32.store (i32.const ${CONTROL.stop}) (i32.shr_u (local.get $arrived) (i32.const 16)))
    (i32.atomic.store (i32.const ${CONTROL.arrived}) (i32.const 0))
    (i32.atomic.store (i32.const ${CONTROL.generation}) (i32.add (local.get $generation) (i32.const 1)))
    (if (i32.atomic.load (i32.const ${CONTROL.sleepers})) (then
      (drop (memory.atomic.notify (i32.const ${CONTROL.generation}) (i32.const ${threads}))))))
  (else
    (block $opened (loop $spin
      (br_if $opened (i32.ne (i32.atomic.load (i32.const ${CONTROL.generation})) (local.get $generation)))
      ${pause.repeat(2)}
      (br_if $spin (i32.lt_u (local.tee $spins (i32.add (local.get $spins) (i32.const 1))) (i32.const ${SPINS})))
      (drop (i32.atomic.rmw.add (i32.const ${CONTROL.sleepers}) (i32.const 1)))
      (drop (memory.atomic.wait32 (i32.const ${CONTROL.generation}) (local.get $generation) (i64.const -1)))
      (drop (i32.atomic.rmw.sub (i32.const ${CONTROL.sleepers}) (i32.const 1)))
      (br $spin)))))
  (i32.ne (i32.load (i32.const ${CONTROL.stop})) (i32.const 0)))`;
