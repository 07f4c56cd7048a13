// What a page does better with a script: the menu of a narrow screen. Runs in the head, before anything is drawn.
'use strict';

document.documentElement.classList.add('scripted');

document.addEventListener('DOMContentLoaded', () => {
  const menu = document.querySelector('.site-menu');
  const sections = document.getElementById(menu.getAttribute('aria-controls'));
  menu.addEventListener('click', () => {
    const open = sections.classList.toggle('open');
    menu.setAttribute('aria-expanded', String(open));
  });

  // What is folded on a narrow screen alone is opened for a browser whose styles can't show it (styles/_parts.scss).
  if (!CSS.supports('selector(details::details-content)') && matchMedia('(min-width: 64rem)').matches)
    for (const folded of document.querySelectorAll('.fold')) folded.open = true;

  // What drops down closes as a menu does: "as of", the columns and views of a list.
  document.addEventListener('keydown', (event) => {
    const dropped = event.key === 'Escape' && document.querySelector('.site-time[open], .drop[open]');
    if (!dropped) return;
    dropped.open = false;
    dropped.querySelector('summary').focus();
  });
});
