/* The two files of vendor/vega as they are; C17 has no other way to take a file in. */
#include "output/vega.h"

__asm__(".section .rodata\n"
        ".global vega_program\n"
        "vega_program:\n"
        ".incbin \"" VEGA_DIRECTORY "/vega.min.js\"\n"
        ".byte 0\n"
        ".global vega_lite_program\n"
        "vega_lite_program:\n"
        ".incbin \"" VEGA_DIRECTORY "/vega-lite.min.js\"\n"
        ".byte 0\n"
        ".previous\n");
