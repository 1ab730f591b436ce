/* Makes every fsync and fdatasync take longer: load with LD_PRELOAD, microseconds in SLOW_DISK. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static int slow(const char *name, int file) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *given = getenv("SLOW_DISK");
    usleep(given ? (useconds_t)atoi(given) : 2000);
    return real(file);
}

int fsync(int file) { return slow("fsync", file); }
int fdatasync(int file) { return slow("fdatasync", file); }
