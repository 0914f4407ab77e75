/** The events of a source of given spikes are one list, in the order of time, through which a cursor moves. */
export const givenWat = `
;; spikes of a list of given events: cursor is the index of the next event
(func $given (param $list i32) (param $step i32) (param $cursor i32) (param $steps i32) (param $elements i32) (param $events i32) (local $k i32) (local $n i32)
  (local.set $k (i32.load (local.get $cursor)))
  (block $done (loop $due
    (br_if $done (i32.ge_u (local.get $k) (local.get $events)))
    (br_if $done (i32.gt_s (i32.load (i32.add (local.get $steps) (i32.shl (local.get $k) (i32.const 2)))) (local.get $step)))
    (local.set $n (i32.add (local.get $n) (i32.const 1)))
    (i32.store (i32.add (local.get $list) (i32.shl (local.get $n) (i32.const 2)))
      (i32.load (i32.add (local.get $elements) (i32.shl (local.get $k) (i32.const 2)))))
    (local.set $k (i32.add (local.get $k) (i32.const 1)))
    (br $due)))
  (i32.store (local.get $cursor) (local.get $k))
  (i32.store (local.get $list) (local.get $n)))`;
