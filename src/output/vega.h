/*
 * The programs that draw charts in a page: Vega 5 and Vega-Lite 5 as npm ships them, byte for byte,
 * bound into beraad, so that a page that holds them draws without any network.
 */
#ifndef BERAAD_OUTPUT_VEGA_H
#define BERAAD_OUTPUT_VEGA_H

/* JavaScript, each ended by a zero byte. Neither holds "</script". */
extern const char vega_program[];
extern const char vega_lite_program[];

#endif
