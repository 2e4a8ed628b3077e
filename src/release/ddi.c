#include "release/ddi.h"
void
ddi_print(Text *xml, const PackageFacts *facts)
{
    (void)facts;
    text_add(xml, "<x/>");
}
