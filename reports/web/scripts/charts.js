// Draws each figure.chart from the JSON of its data-option, beside the table that says the same. The drawing is decoration to a
// screen reader: the table is what it reads.
'use strict';

(() => {
  const colours = ['#005ea2', '#c05600', '#00687d', '#8168b3', '#4d8055', '#a23737', '#565c65'];
  const language = document.documentElement.lang;
  const digits = new Intl.NumberFormat(language);

  const written = (value) => (typeof value === 'number' ? digits.format(value) : value);

  // Large amounts on an axis are read by their size: 200 mn, not 200,000,000.
  const short = new Intl.NumberFormat(language, { notation: 'compact' });
  const onAxis = (value) => (typeof value === 'number' && Math.abs(value) >= 1e6 ? short.format(value) : written(value));

  // An axis of amounts: numbers of the reader's language, and none over another.
  const axis = (given) => (given?.type === 'value'
    ? { ...given, axisLabel: { hideOverlap: true, fontSize: 13, formatter: onAxis, ...given.axisLabel } }
    : { ...given, axisLabel: { fontSize: 13, ...given?.axisLabel } });

  // Parts of an option that JSON can't hold: how a number is written.
  const finished = (option) => ({
    color: colours,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 14 },
    animation: false,
    ...option,
    // Rich text is drawn, not written as HTML with style attributes, which the page's policy forbids.
    tooltip: { renderMode: 'richText', valueFormatter: written, ...option.tooltip },
    ...(option.xAxis && { xAxis: axis(option.xAxis), yAxis: axis(option.yAxis) }),
  });

  for (const figure of document.querySelectorAll('figure.chart')) {
    const picture = figure.querySelector('.chart-picture');
    const option = JSON.parse(figure.dataset.option);
    figure.classList.add('drawn');
    picture.setAttribute('aria-hidden', 'true');
    // Drawn when its place is laid out: before that it has no width to be drawn for.
    let chart = null;
    new ResizeObserver(() => {
      if (picture.clientWidth === 0) return;
      if (chart !== null) {
        chart.resize();
        return;
      }
      chart = echarts.init(picture, null, { renderer: 'svg' });
      chart.setOption(finished(option));
      chart.on('click', ({ data }) => {
        if (data && typeof data.address === 'string' && data.address.startsWith('/')) location.assign(data.address);
      });
    }).observe(picture);
  }
})();
