/** What fills the inputs of groups at the start of a step, and what samples them. */
export const inputWat = `
;; input += scale * source, element by element
(func $inject (param $input i32) (param $source i32) (param $scale f64) (param $bytes i32) (local $p i32)
  (loop $elements
    (f64.store (i32.add (local.get $input) (local.get $p))
      (f64.add (f64.load (i32.add (local.get $input) (local.get $p)))
        (f64.mul (local.get $scale) (f64.load (i32.add (local.get $source) (local.get $p))))))
    (br_if $elements (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 8))) (local.get $bytes)))))

;; input += scale * (the one element of the source)
(func $broadcast (param $input i32) (param $source i32) (param $scale f64) (param $bytes i32) (local $p i32) (local $amount f64)
  (local.set $amount (f64.mul (local.get $scale) (f64.load (local.get $source))))
  (loop $elements
    (f64.store (i32.add (local.get $input) (local.get $p))
      (f64.add (f64.load (i32.add (local.get $input) (local.get $p))) (local.get $amount)))
    (br_if $elements (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 8))) (local.get $bytes)))))

;; input[target] += g * (source state - target state) along all rows; weights of 0: g is constant
(func $gap (param $rows i32) (param $size i32) (param $source i32) (param $state i32) (param $input i32) (param $g f64) (param $weights i32) (param $targets i32)
  (local $row i32) (local $at i32) (local $last i32) (local $from f64) (local $offset i32) (local $place i32)
  (block $done (loop $sources
    (br_if $done (i32.ge_u (local.get $row) (local.get $size)))
    (local.set $from (f64.load (i32.add (local.get $source) (i32.shl (local.get $row) (i32.const 3)))))
    (local.set $at (i32.load (i32.add (local.get $rows) (i32.shl (local.get $row) (i32.const 2)))))
    (local.set $last (i32.load offset=4 (i32.add (local.get $rows) (i32.shl (local.get $row) (i32.const 2)))))
    (block $rowDone (loop $synapses
      (br_if $rowDone (i32.ge_u (local.get $at) (local.get $last)))
      (local.set $offset (i32.shl (i32.load (local.get $at)) (i32.const 3)))
      (if (local.get $weights) (then
        (local.set $g (f64.load (i32.add (local.get $weights) (i32.shl (i32.sub (local.get $at) (local.get $targets)) (i32.const 1)))))))
      (local.set $place (i32.add (local.get $input) (local.get $offset)))
      (f64.store (local.get $place) (f64.add (f64.load (local.get $place))
        (f64.mul (local.get $g) (f64.sub (local.get $from) (f64.load (i32.add (local.get $state) (local.get $offset)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br $synapses)))
    (local.set $row (i32.add (local.get $row) (i32.const 1)))
    (br $sources))))

;; values of the listed elements to the end of a buffer whose length in bytes is kept at $taken
(func $sample (param $elements i32) (param $count i32) (param $values i32) (param $stride i32) (param $buffer i32) (param $taken i32) (local $k i32) (local $to i32)
  (local.set $to (i32.add (local.get $buffer) (i32.load (local.get $taken))))
  (i32.store (local.get $taken) (i32.add (i32.load (local.get $taken)) (i32.shl (local.get $count) (i32.const 3))))
  (block $done (loop $all
    (br_if $done (i32.ge_u (local.get $k) (local.get $count)))
    (f64.store (local.get $to) (f64.load (i32.add (local.get $values)
      (i32.mul (i32.load (i32.add (local.get $elements) (i32.shl (local.get $k) (i32.const 2)))) (local.get $stride)))))
    (local.set $to (i32.add (local.get $to) (i32.const 8)))
    (local.set $k (i32.add (local.get $k) (i32.const 1)))
    (br $all))))

;; totals: [sum of means][sum of squared means]; sums and squares per element
(func $moments (param $state i32) (param $size i32) (param $reference f64) (param $sums i32) (param $squares i32) (param $totals i32)
  (local $p i32) (local $x f64) (local $mean f64)
  (loop $elements
    (local.set $x (f64.sub (f64.load (i32.add (local.get $state) (local.get $p))) (local.get $reference)))
    (local.set $mean (f64.add (local.get $mean) (local.get $x)))
    (f64.store (i32.add (local.get $sums) (local.get $p)) (f64.add (f64.load (i32.add (local.get $sums) (local.get $p))) (local.get $x)))
    (f64.store (i32.add (local.get $squares) (local.get $p))
      (f64.add (f64.load (i32.add (local.get $squares) (local.get $p))) (f64.mul (local.get $x) (local.get $x))))
    (br_if $elements (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 8))) (i32.shl (local.get $size) (i32.const 3)))))
  (local.set $mean (f64.div (local.get $mean) (f64.convert_i32_u (local.get $size))))
  (f64.store (local.get $totals) (f64.add (f64.load (local.get $totals)) (local.get $mean)))
  (f64.store offset=8 (local.get $totals) (f64.add (f64.load offset=8 (local.get $totals)) (f64.mul (local.get $mean) (local.get $mean)))))

;; spikes of a list to the end of a log, and into the total
(func $keep (param $list i32) (param $step i32) (param $logged i32) (param $steps i32) (param $elements i32) (local $k i32) (local $n i32) (local $to i32)
  (local.set $n (i32.load (local.get $list)))
  (local.set $to (i32.shl (i32.load (local.get $logged)) (i32.const 2)))
  (i32.store (local.get $logged) (i32.add (i32.load (local.get $logged)) (local.get $n)))
  (block $done (loop $all
    (br_if $done (i32.ge_u (local.get $k) (local.get $n)))
    (local.set $list (i32.add (local.get $list) (i32.const 4)))
    (i32.store (i32.add (local.get $steps) (local.get $to)) (local.get $step))
    (i32.store (i32.add (local.get $elements) (local.get $to)) (i32.load (local.get $list)))
    (local.set $to (i32.add (local.get $to) (i32.const 4)))
    (local.set $k (i32.add (local.get $k) (i32.const 1)))
    (br $all))))

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
