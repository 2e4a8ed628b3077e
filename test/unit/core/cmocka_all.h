/*
 * cmocka wants these four before itself.
 */
#ifndef BERAAD_TEST_CMOCKA_ALL_H
#define BERAAD_TEST_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
