// SPDX-License-Identifier: Apache-2.0

extension HTML {
  /// How a report looks: light and dark, on screens of any width and on paper.
  ///
  /// Blue is always the set at hand and orange the reference; both differ in lightness as well, so
  /// that nothing depends on telling hues apart.
  static let styleSheet: HTML = """
    :root {
      --page: #fbfaf8; --card: #ffffff; --ink: #1d1f24; --soft: #5c616b; --faint: #d9d7d1;
      --hair: #e8e6e1; --track: #efede8; --training: #2f64b0; --reference: #dd7a1f;
      --exact: #6c7480; --near: #1a7a71; --semantic: #7d57b8; --repeat: #8a6420;
      --rejected: #b8324a; --neutral: #aeb3bd; --whisker: #1d1f24; --band: #2f64b026;
      --del: #fbdcd4; --ins: #d3ecd6; --delink: #8a2110; --insink: #14571f;
      --problem: #b3261e; --warning: #9a5b00; --note: #2f64b0; --good: #1d7a3c;
      --tint0: #2f64b0; --tint1: #67b7dc; --tint2: #16806f; --tint3: #b06aa8; --tint4: #a79a3c;
      --tint5: #6d7482; --tint6: #5b3f8f; --tint7: #7fbf8f;
      --said: #e7eefa; --ramp0: #b9cfe9; --ramp1: #8db1dc; --ramp2: #5f8fca; --ramp3: #3567a8; --ramp4: #17386b;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #14161a; --card: #1b1e24; --ink: #e9e7e2; --soft: #a3a8b2; --faint: #3b404a;
        --hair: #2a2e36; --track: #262a32; --training: #6d9fe8; --reference: #f0a04b;
        --exact: #8d96a5; --near: #45b8ab; --semantic: #ab8ae0; --repeat: #d1a457;
        --rejected: #ea6f83; --neutral: #5d6470; --whisker: #e9e7e2; --band: #6d9fe833;
        --del: #55251d; --ins: #1c4425; --delink: #ffc2b5; --insink: #b5ecc0;
        --problem: #ff8a80; --warning: #f0b357; --note: #8ab4f8; --good: #6fd08c;
        --tint0: #5b8fe0; --tint1: #a5d8ef; --tint2: #35a893; --tint3: #d38fcb; --tint4: #cfc265;
        --tint5: #8b93a2; --tint6: #9a7fdb; --tint7: #a8dcb0;
      --said: #1d2a40; --ramp0: #34445c; --ramp1: #46648f; --ramp2: #5d87c4; --ramp3: #86aee6; --ramp4: #c6dcfb;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; scroll-padding-top: 4rem; }
    body {
      margin: 0; background: var(--page); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "Liberation Sans", sans-serif;
    }
    main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.5rem 5rem; }
    h1, h2, h3, h4 { line-height: 1.2; margin: 0; letter-spacing: -0.012em; text-wrap: balance; }
    h1 { font-size: 2.4rem; letter-spacing: -0.025em; overflow-wrap: anywhere; }
    h2 { font-size: 1.6rem; }
    h3 { font-size: 1.12rem; margin-top: 2.4rem; }
    h4 { font-size: 0.85rem; color: var(--soft); font-weight: 600; margin: 1rem 0 0.35rem; }
    p { margin: 0 0 0.8rem; }
    a { color: var(--training); text-underline-offset: 0.2em; }
    section { margin-top: 4rem; padding-top: 1.4rem; border-top: 2px solid var(--ink); }
    .brand {
      display: flex; align-items: center; gap: 0.5rem; font-weight: 650; margin-bottom: 1.6rem;
    }
    .brand circle { opacity: 0.85; }
    .lede { color: var(--soft); max-width: 44rem; margin: 0.5rem 0 1.4rem; overflow-wrap: anywhere; }
    .sub, .more { color: var(--soft); font-size: 0.9rem; }
    .sub { max-width: 44rem; margin: 0.2rem 0 0.9rem; }
    .more { font-style: italic; }
    small { font-size: 0.8rem; color: var(--soft); font-weight: 400; }
    code { font: 0.86em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
    .place {
      font-size: 0.76rem; color: var(--soft); overflow-wrap: anywhere; font-style: normal;
    }
    .tiles {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1.2rem 2rem;
      margin: 2rem 0 0; border-top: 2px solid var(--ink); padding-top: 1rem;
    }
    .tiles dt { font-size: 0.9rem; color: var(--soft); }
    .tiles dd { margin: 0; }
    .tiles b {
      display: block; font-size: 2.3rem; line-height: 1.15; font-weight: 600;
      letter-spacing: -0.025em; font-variant-numeric: tabular-nums;
    }
    .tiles span { font-size: 0.82rem; line-height: 1.4; color: var(--soft); display: block; }
    nav { margin-top: 2.2rem; font-size: 0.9rem; }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: 0.4rem 1.3rem; padding: 0; margin: 0; }
    .findings { list-style: none; padding: 0; margin: 0; }
    .findings li {
      display: grid; grid-template-columns: 5.4rem 1fr; gap: 0.4rem 1rem; padding: 0.75rem 0;
      border-top: 1px solid var(--hair);
    }
    .findings li:first-child { border-top: 0; }
    .findings b { font-weight: 600; }
    .checks li { grid-template-columns: 5.4rem 1fr 6rem; padding: 0.5rem 0; }
    .checks .sub { display: block; margin: 0; } .checks .value { text-align: right; }
    .action { display: block; color: var(--soft); }
    .proof { font-size: 0.88rem; white-space: nowrap; }
    .proof::before { content: "→ "; }
    .tag {
      font-size: 0.8rem; font-weight: 650; padding-left: 0.9rem; position: relative;
      line-height: 1.5rem; text-transform: capitalize;
    }
    .tag::before {
      content: ""; position: absolute; left: 0; top: 0.45rem; width: 0.6rem; height: 0.6rem;
      border-radius: 50%; background: currentColor;
    }
    .problem .tag { color: var(--problem); } .problem .tag::before { border-radius: 0; }
    .warning .tag { color: var(--warning); } .warning .tag::before { transform: rotate(45deg); border-radius: 0; }
    .note .tag { color: var(--note); } .good .tag { color: var(--good); }
    .chart { margin: 0 0 0.6rem; }
    figcaption { font-size: 0.86rem; margin-bottom: 0.5rem; }
    .key { margin-right: 1.2rem; white-space: nowrap; }
    .key.sub { white-space: normal; }
    .key i {
      display: inline-block; width: 0.9rem; height: 0.7rem; border-radius: 2px; margin-right: 0.4rem;
    }
    i.exact { background: var(--exact); } i.near { background: var(--near); }
    i.semantic { background: var(--semantic); } i.repeat { background: var(--repeat); }
    i.training { background: var(--training); } i.reference { background: var(--reference); }
    i.dashed { height: 0; border-top: 2px dashed var(--reference); vertical-align: 0.25rem; border-radius: 0; }
    i.ring, i.disc { width: 0.7rem; border-radius: 50%; border: 2px solid var(--training); }
    i.disc { background: var(--training); }
    .row {
      display: grid; grid-template-columns: 13rem 1fr 9.5rem; gap: 0.2rem 1.2rem;
      align-items: center; padding: 0.32rem 0; overflow-wrap: anywhere;
    }
    .row > div:first-child { font-size: 0.93rem; line-height: 1.35; }
    .value { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
    .value.two { display: grid; gap: 0.05rem; font-size: 0.86rem; }
    .row .sub { display: block; margin: 0.1rem 0 0; font-size: 0.86rem; }
    .metric, .vendi { border-top: 1px solid var(--hair); padding: 0.7rem 0; align-items: start; }
    .metric { grid-template-columns: 1fr 11rem 11.5rem; }
    .metric .value { font-size: 1.12rem; line-height: 1.3; white-space: normal; }
    .metric .value small { display: block; line-height: 1.35; margin-top: 0.1rem; }
    .metric .strip { margin-top: 0.15rem; }
    .vendi { grid-template-columns: 17rem 1fr 13rem; }
    .value.two span { line-height: 1.25rem; } .vendi .value { font-size: 0.95rem; }
    .vendi .value { white-space: normal; }
    .vendi .value small:first-child { display: inline-block; width: 3.4rem; }
    .row.pairbars { grid-template-columns: 13rem 1fr 4rem 8.5rem; }
    .verdict { font-size: 0.86rem; color: var(--soft); }
    .pairbars svg { display: block; height: 12px; margin: 2px 0; }
    svg { overflow: visible; display: block; max-width: 100%; }
    svg text { font-size: 12px; fill: var(--soft); font-variant-numeric: tabular-nums; }
    svg .strong {
      fill: var(--ink); font-weight: 600; paint-order: stroke; stroke: var(--page); stroke-width: 4px;
    }
    .track { fill: var(--track); } rect.training, circle.training { fill: var(--training); }
    rect.reference, circle.reference { fill: var(--reference); } rect.exact { fill: var(--exact); }
    rect.near, circle.near { fill: var(--near); } rect.semantic { fill: var(--semantic); }
    rect.repeat { fill: var(--repeat); }
    rect.rejected { fill: var(--rejected); } rect.neutral { fill: var(--neutral); }
    .grid { stroke: var(--hair); } .axis { stroke: var(--neutral); }
    .whisker { stroke: var(--whisker); stroke-width: 1.25; opacity: 0.75; }
    .whisker.wide { stroke: var(--training); stroke-width: 5; opacity: 0.35; stroke-linecap: round; }
    .dot { fill: var(--training); stroke: var(--page); stroke-width: 1.5; }
    .dot.hollow { fill: var(--page); stroke: var(--training); stroke-width: 2; }
    .mark { stroke: var(--ink); stroke-width: 1.25; }
    .band { fill: var(--band); }
    .curve, .ceiling { fill: none; stroke: var(--training); stroke-width: 2.5; vector-effect: non-scaling-stroke; }
    .ceiling { stroke: var(--reference); stroke-width: 2; stroke-dasharray: 5 4; }
    /* Four to three, as MapLayout has it. */
    .map > svg { aspect-ratio: 4 / 3; height: auto; margin: 0.8rem 0 0.4rem; }
    .dots { fill: none; stroke-linecap: round; vector-effect: non-scaling-stroke; stroke-width: 4.5; }
    .faded .dots { opacity: 0.6; }
    .t0 { --tint: var(--tint0); } .t1 { --tint: var(--tint1); } .t2 { --tint: var(--tint2); }
    .t3 { --tint: var(--tint3); } .t4 { --tint: var(--tint4); } .t5 { --tint: var(--tint5); }
    .t6 { --tint: var(--tint6); } .t7 { --tint: var(--tint7); }
    .r0 { --tint: var(--ramp0); } .r1 { --tint: var(--ramp1); } .r2 { --tint: var(--ramp2); }
    .r3 { --tint: var(--ramp3); } .r4 { --tint: var(--ramp4); }
    .dots { stroke: var(--tint); } .few .dots { stroke-width: 8; } .few .dots.edge { stroke-width: 11; }
    .dots.other { stroke: var(--reference); stroke-width: 3.5; }
    .dots.edge { stroke: var(--ink); stroke-width: 7; }
    .dots.gap { stroke: var(--reference); stroke-width: 5; }
    .map text { unicode-bidi: isolate; pointer-events: none; font-size: 12.5px; }
    .map .number { font-weight: 750; }
    .narrow { display: none; }
    .dots.found { stroke: var(--reference); } .searched .dots { opacity: 0.25; }
    .searched .edge, .searched .found { opacity: 1; }
    .map { position: relative; }
    .tools { display: flex; flex-wrap: wrap; gap: 0.4rem 1.4rem; align-items: baseline; font-size: 0.86rem; }
    .tools > span { display: inline-flex; flex-wrap: wrap; gap: 0.2rem 0; }
    select, input, .save {
      font: inherit; font-size: 0.86rem; color: var(--ink); background: var(--card);
      border: 1px solid var(--faint); border-radius: 6px; padding: 0.25rem 0.6rem;
    }
    .save { cursor: pointer; font-size: 0.78rem; color: var(--soft); margin-top: 0.5rem; }
    .save:hover { color: var(--ink); border-color: var(--soft); }
    .search {
      position: sticky; top: 0; z-index: 2; display: flex; gap: 1rem; align-items: center;
      background: var(--page); padding: 0.6rem 0; margin-top: 1rem; font-size: 0.86rem;
      color: var(--soft);
    }
    .search input { width: 17rem; max-width: 100%; }
    .tip {
      position: absolute; z-index: 1; width: 20rem; max-width: 100%; pointer-events: none;
      background: var(--card); border: 1px solid var(--faint); border-radius: 8px;
      padding: 0.5rem 0.8rem; font-size: 0.86rem; overflow-wrap: anywhere;
      box-shadow: 0 4px 18px #0003;
    }
    .tip p { margin: 0.2rem 0; line-height: 1.4; unicode-bidi: plaintext; }
    .miss { opacity: 0.4; } .hit { outline: 2px solid var(--reference); outline-offset: 3px; border-radius: 8px; }
    i.t0, i.other, i.gapdot, i.swatch { width: 0.7rem; height: 0.7rem; border-radius: 50%; background: var(--tint); }
    i.other, i.gapdot { background: var(--reference); } i.gapdot { border: 2px solid var(--ink); }
    summary { cursor: pointer; }
    details.table { margin-top: 0.6rem; font-size: 0.88rem; }
    details.table > summary { color: var(--soft); }
    .scroll { overflow-x: auto; }
    .audit th[scope=col], .audit td:nth-child(2), .audit td:nth-child(3) { white-space: nowrap; }
    .scroll th[scope=row] { overflow-wrap: break-word; min-width: 7rem; }
    table { border-collapse: collapse; width: 100%; font-size: 0.88rem; margin: 0.5rem 0; }
    th, td {
      text-align: left; padding: 0.35rem 0.9rem 0.35rem 0; vertical-align: top; font-weight: 400;
      border-bottom: 1px solid var(--hair); overflow-wrap: anywhere; min-width: 3rem;
    }
    thead th { color: var(--soft); font-size: 0.82rem; vertical-align: bottom; }
    .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .nearest { color: var(--soft); font-size: 0.86rem; margin-top: 0.15rem; }
    .clamp { font-size: 0.9rem; }
    .row details ul { padding-left: 1rem; margin: 0.4rem 0; font-size: 0.86rem; color: var(--soft); }
    .row > .least { grid-column: 1 / -1; font-size: 0.86rem; color: var(--soft); }
    .least .text { color: var(--ink); }
    .thresholds .value { white-space: normal; } .thresholds .value small { display: block; }
    .rung {
      display: flex; align-items: center; gap: 0.7rem; margin: 0.5rem 0; font-size: 0.88rem;
      color: var(--semantic); font-weight: 600;
    }
    .rung::after { content: ""; flex: 1; border-top: 2px dashed var(--semantic); }
    .rung.usual { color: var(--soft); font-weight: 400; }
    .rung.usual::after { border-top: 1px dashed var(--neutral); }
    .pair {
      background: var(--card); border: 1px solid var(--hair); border-radius: 8px;
      padding: 0.65rem 1rem; margin: 0.6rem 0;
    }
    .pair summary { font-size: 0.88rem; overflow-wrap: anywhere; }
    .cause {
      font-size: 0.76rem; font-weight: 650; color: var(--card); border-radius: 4px;
      padding: 0.1rem 0.45rem; background: var(--exact);
    }
    .cause.near { background: var(--near); } .cause.semantic { background: var(--semantic); }
    .cause.repeat { background: var(--repeat); }
    .score { font-variant-numeric: tabular-nums; font-weight: 600; }
    .arrow { color: var(--soft); }
    .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.6rem; }
    .sides.one { grid-template-columns: 1fr; }
    .text { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.92rem; margin-bottom: 0.3rem; }
    .text .more { font-size: 0.84rem; }
    .turn { background: var(--track); border-radius: 10px; padding: 0.4rem 0.8rem; margin: 0.35rem 1.4rem 0.35rem 0; }
    .turn.assistant, .turn.thought, .turn.call { background: var(--said); margin: 0.35rem 0 0.35rem 1.4rem; }
    .turn.thought .text, .turn.given .text, .turn.tool .text { color: var(--soft); }
    .turn > small { display: block; line-height: 1.3; } .turn .text { margin: 0; }
    .turn.system { background: none; border: 1px dashed var(--faint); font-size: 0.88rem; }
    .turn.system > summary { color: var(--soft); }
    del, ins { text-decoration: none; border-radius: 3px; padding: 0 0.1em; }
    del { background: var(--del); color: var(--delink); }
    ins { background: var(--ins); color: var(--insink); text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
    .card {
      background: var(--card); border: 1px solid var(--hair); border-radius: 10px;
      padding: 1.2rem 1.4rem; margin: 1rem 0;
    }
    .card h3 { margin: 0; font-size: 1.2rem; overflow-wrap: anywhere; }
    .rank { color: var(--soft); font-weight: 400; margin-right: 0.2rem; }
    .cardhead { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; }
    .add {
      margin: 0; white-space: nowrap; border: 1.5px solid var(--reference); border-radius: 99px;
      padding: 0.1rem 0.8rem; font-size: 0.92rem;
    }
    .terms { list-style: none; display: flex; flex-wrap: wrap; gap: 0.3rem; padding: 0; margin: 0.5rem 0 0.7rem; }
    .terms li { font-size: 0.8rem; background: var(--track); border-radius: 4px; padding: 0.05rem 0.5rem; overflow-wrap: anywhere; }
    .card .row { grid-template-columns: 6.5rem 1fr 9.5rem; }
    .card .value small { display: block; line-height: 1.2; }
    .facts {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(max(8rem, 30%), 1fr));
      gap: 0.6rem 1.5rem; margin: 0.8rem 0;
    }
    .facts dt { font-size: 0.8rem; color: var(--soft); }
    .facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
    .facts small { display: block; }
    .quotes { list-style: none; padding: 0; margin: 0.3rem 0 0.8rem; font-size: 0.92rem; }
    .quotes li { padding: 0.15rem 0 0.15rem 0.8rem; border-left: 3px solid var(--faint); margin: 0.35rem 0; overflow-wrap: anywhere; }
    .card > details { margin-top: 0.5rem; font-size: 0.92rem; }
    .card > details > summary { color: var(--soft); }
    .conflict { border-top: 1px solid var(--hair); padding: 0.7rem 0; font-size: 0.93rem; overflow-wrap: anywhere; }
    .conflict p { margin: 0; } .conflict ol { margin: 0.4rem 0 0; padding-left: 1.4rem; }
    :focus-visible { outline: 2px solid var(--training); outline-offset: 2px; }
    @media (max-width: 44rem) {
      main { padding: 1.5rem 1rem 3rem; }
      h1 { font-size: 1.8rem; } section { margin-top: 3rem; }
      .tiles { grid-template-columns: 1fr 1fr; gap: 1rem; } .tiles b { font-size: 1.7rem; }
      .row, .card .row, .row.pairbars { grid-template-columns: 1fr auto; }
      .pairbars .verdict { grid-column: 1; grid-row: 3; }
      .row > svg, .row.pairbars > div:nth-child(2) { grid-column: 1 / -1; grid-row: 2; }
      .metric > span { display: none; }
      .metric, .vendi { grid-template-columns: 1fr; }
      .row.metric > *, .row.vendi > * { grid-column: 1; grid-row: auto; }
      .metric .value small { display: inline; margin-left: 0.5rem; }
      .sides { grid-template-columns: 1fr; }
      .findings li { grid-template-columns: 1fr; gap: 0; } .checks .value { text-align: left; }
      .row:not(.metric):not(.vendi) .value { text-align: right; }
      .key { white-space: normal; } .wide { display: none; } .narrow { display: inline; } .dots { stroke-width: 3; }
      .dots.other { stroke-width: 2.5; } .dots.edge { stroke-width: 6; } .dots.gap { stroke-width: 4; }
      .map text { font-size: 11.5px; }
      .card { padding: 1rem; } .cardhead { flex-wrap: wrap; gap: 0.4rem; }
    }
    @media print {
      :root {
        --page: #fff; --card: #fff; --ink: #000; --soft: #444; --training: #2f64b0;
        --reference: #dd7a1f; --track: #eee; --hair: #ccc; --whisker: #000;
      }
      body { font-size: 10.5pt; } main { max-width: none; padding: 0; }
      nav, .search, .save, .tip, .tools label { display: none; }
      section { margin-top: 1.6rem; } .row, .card, .pair, figure svg { break-inside: avoid; }
      h2, h3, h4, summary, figcaption, h2 + .lede, h3 + .sub { break-after: avoid; }
      details::details-content { content-visibility: visible; block-size: auto; }
      thead { break-after: avoid; } tr, .quotes li { break-inside: avoid; }
      .findings li { break-inside: avoid; }
      .tiles { grid-template-columns: repeat(4, 1fr); }
      * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
}
