/** Heads of the edges: an arrow for excitation and current, a round one for inhibition. */
export function Markers() {
  return (
    <svg className="edge-markers" aria-hidden="true">
      <defs>
        <Arrow id="head-excitatory" className="head sign-excitatory" />
        <Arrow id="head-injection" className="head injection" />
        <marker
          id="head-inhibitory"
          className="head sign-inhibitory"
          markerUnits="userSpaceOnUse"
          markerWidth={14}
          markerHeight={14}
          viewBox="0 0 14 14"
          refX={7}
          refY={7}
          orient="auto"
        >
          <circle cx={7} cy={7} r={5.5} />
        </marker>
      </defs>
    </svg>
  );
}

function Arrow({ id, className }: { id: string; className: string }) {
  return (
    <marker
      id={id}
      className={className}
      markerUnits="userSpaceOnUse"
      markerWidth={14}
      markerHeight={14}
      viewBox="0 0 14 14"
      refX={11}
      refY={7}
      orient="auto"
    >
      <path d="M1 1.5 L13 7 L1 12.5 Z" />
    </marker>
  );
}
