#include "core/display.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS 80 /* of a terminal that does not tell */

static size_t
columns_of(int fd)
{
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return COLUMNS;
    return size.ws_col < DISPLAY_LEAST ? DISPLAY_LEAST : size.ws_col;
}

Display
display_of(int fd)
{
    if (isatty(fd) != 1)
        return (Display){.prose = DISPLAY_PROSE, .row = DISPLAY_WHOLE};
    size_t columns = columns_of(fd);
    return (Display){.terminal = true,
                     .colour = getenv("NO_COLOR") == NULL,
                     .prose = columns < DISPLAY_PROSE_MOST ? columns : DISPLAY_PROSE_MOST,
                     .row = columns};
}
