/** The answer to `/table`: one table that fits, one that must scroll. */
export const tablePage = `## Tables

A narrow one, its numbers aligned to the right:

| Drink | Made with | Minutes | Degrees |
| :--- | :--- | ---: | ---: |
| Espresso | 18 g, finely ground | 0.5 | 93 |
| Green tea | 3 g of leaves | 2 | 75 |
| Black tea | 3 g of leaves | 4 | 96 |
| Hot chocolate | 30 g, in milk | 5 | 80 |

A wide one, which scrolls inside its own frame and leaves the rest of the page alone:

| City | January | February | March | April | May | June | July | August | September | October | November | December |
| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| Reykjavík | 0.7 | 0.6 | 1.2 | 3.7 | 7.0 | 9.8 | 11.6 | 11.1 | 8.5 | 5.1 | 2.2 | 0.9 |
| Lisbon | 11.6 | 12.7 | 14.9 | 15.9 | 18.0 | 21.2 | 23.1 | 23.5 | 22.1 | 18.8 | 15.0 | 12.4 |
| Tokyo | 5.4 | 6.1 | 9.4 | 14.3 | 18.8 | 21.9 | 25.7 | 26.9 | 23.3 | 18.0 | 12.5 | 7.7 |

The cells may hold *emphasis*, \`code\` and [links](https://example.com):

| Name | Note |
| --- | --- |
| **Ada** | Wrote the *first* program |
| **Grace** | Let programs read like English: \`ADD 1 TO TOTAL\` ([more](https://example.com/cobol)) |
`;
