// SPDX-FileCopyrightText: 2026 IPC Lens contributors
// SPDX-License-Identifier: MIT

#include "tests/app/ipclens.h"
#include "tests/support/child_process.h"
#include "tests/support/test_main.h"

#include <ctime>

#include <sys/sem.h>
#include <sys/shm.h>
#include <unistd.h>

using namespace ipclens::testing;

/// list, show, create, remove and set: their JSON word by word, and what they do.
class ObjectsTest : public QObject {
    Q_OBJECT

private slots:
    void cleanup();
    void jsonOfASet();
    void jsonOfASegment();
    void jsonOfAQueue();
    void jsonOfTheProcTable();
    void listIsAnArrayInTheListersOrder();
    void listSortsAndFilters();
    void linesBeginWithObjectAndKey();
    void createPrintsTheObject();
    void createOpensAndLeavesAsItIs();
    void createLeavesNothingBehind();
    void modesIgnoreTheUmask();
    void removeGoesOn();
    void removeByFilter();
    void dryRunSaysWhatWouldHappen();
    void setChangesAllOrNothing();
    void setOwner();
    void deniedObjects();
};

namespace {

const std::vector<std::string> commonNames = {"api",  "kind",  "id",      "key",    "name",
                                              "mode", "owner", "creator", "changed"};

std::vector<std::string> namesWith(const std::vector<std::string>& further) {
    auto names = commonNames;
    names.insert(names.end(), further.begin(), further.end());
    return names;
}

int idOf(const Ran& created) {
    return std::stoi(created.out.substr(created.out.find('@') + 1));
}

bool isRecent(const Json& time) {
    return time.is_number_integer() && std::abs(time.get<long>() - std::time(nullptr)) < 60;
}

} // namespace

void ObjectsTest::cleanup() {
    QCOMPARE(run({"remove", "--filter", "", "--yes"}).status, 0);
}

void ObjectsTest::jsonOfASet() {
    const int id = idOf(run("create sem 0x51a00001 --value 4,1 --mode 0660"));
    Json set = run("list --json").json()[0];
    QCOMPARE(namesOf(set), namesWith({"count", "operated"}));
    QVERIFY(isRecent(set["changed"]));
    set.erase("changed");
    const Json expected = Json::parse(R"({"api": "sysv", "kind": "sem", "id": )" + std::to_string(id) +
                                      R"(, "key": "0x51a00001", "name": null, "mode": "0660",
        "owner": {"uid": 0, "user": "root", "gid": 0, "group": "root"},
        "creator": {"uid": 0, "user": "root", "gid": 0, "group": "root"}, "count": 2, "operated": null})");
    QCOMPARE(set.dump(), expected.dump());

    QCOMPARE(run("op sem:0x51a00001 0:-1").status, 0);
    const Json shown = run("show sem:0x51a00001 --json").json();
    QCOMPARE(namesOf(shown), namesWith({"count", "operated", "semaphores"}));
    QVERIFY(isRecent(shown["operated"]));
    QCOMPARE(shown["semaphores"].size(), std::size_t{2});
    Json first = shown["semaphores"][0];
    QVERIFY(first["last_pid"].is_number_integer());
    first["last_pid"] = 1;
    QCOMPARE(first.dump(),
             std::string(R"({"index":0,"value":3,"last_pid":1,"waiting_for_increase":0,"waiting_for_zero":0})"));
}

void ObjectsTest::jsonOfASegment() {
    const int id = idOf(run("create shm private --size 64K"));
    Json segment = run("list --json").json()[0];
    QCOMPARE(namesOf(segment), namesWith({"size", "attached", "creator_pid", "last_pid", "attached_at", "detached_at",
                                          "resident", "swapped", "removed", "locked"}));
    QCOMPARE(segment["id"], id);
    QCOMPARE(segment["key"], "0x00000000");
    QCOMPARE(segment["size"], 65536);
    QCOMPARE(segment["attached"], 0);
    QVERIFY(segment["creator_pid"].is_number_integer());
    for (const char* unknown : {"last_pid", "attached_at", "detached_at", "resident", "swapped"})
        QVERIFY2(segment[unknown].is_null(), unknown);
    QCOMPARE(segment["removed"], false);
    QCOMPARE(segment["locked"], false);

    void* address = ::shmat(id, nullptr, 0);
    QCOMPARE(run({"remove", QString("shm:@%1").arg(id)}).status, 0);
    segment = run({"show", QString("shm:@%1").arg(id), "--json"}).json();
    QCOMPARE(segment["removed"], true);
    QCOMPARE(segment["attached"], 1);
    QCOMPARE(segment["last_pid"], getpid());
    QVERIFY(isRecent(segment["attached_at"]));
    ::shmdt(address);
}

void ObjectsTest::jsonOfAQueue() {
    QCOMPARE(run("create msg -5 --capacity 8k").status, 0);
    QCOMPARE(run("send msg:-5 --text abc --count 2").status, 0);
    const Json queue = run("list --json").json()[0];
    QCOMPARE(namesOf(queue), namesWith({"messages", "bytes", "capacity", "last_send_pid", "last_receive_pid", "sent_at",
                                        "received_at"}));
    QCOMPARE(queue["key"], "0xfffffffb");
    QCOMPARE(queue["messages"], 2);
    QCOMPARE(queue["bytes"], 6);
    QCOMPARE(queue["capacity"], 8192);
    QVERIFY(queue["last_send_pid"].is_number_integer());
    QVERIFY(queue["last_receive_pid"].is_null());
    QVERIFY(isRecent(queue["sent_at"]));
    QVERIFY(queue["received_at"].is_null());
}

void ObjectsTest::jsonOfTheProcTable() {
    run("create shm 7 --size 8K --fill 1");
    run("create msg 7");
    const Json objects = run("list --json --lister proc").json();
    QCOMPARE(objects[0]["resident"], 8192);
    QCOMPARE(objects[0]["swapped"], 0);
    QVERIFY(objects[1]["capacity"].is_null());
}

void ObjectsTest::listIsAnArrayInTheListersOrder() {
    QCOMPARE(run("list --json").out, std::string("[]\n"));
    run("create msg 1");
    run("create shm 1 --size 1");
    run("create sem 1");
    const Json objects = run("list --json").json();
    QCOMPARE(objects.size(), std::size_t{3});
    QCOMPARE(objects[0]["kind"], "sem");
    QCOMPARE(objects[1]["kind"], "shm");
    QCOMPARE(objects[2]["kind"], "msg");
    const Ran verbose = run("list -v --json");
    QVERIFY(verbose.err.find("stat") != std::string::npos);
    QCOMPARE(verbose.out, run("list --json").out);
}

void ObjectsTest::listSortsAndFilters() {
    for (const char* line : {"create msg 3", "create msg 0x80000000", "create msg 42", "create sem 42"})
        run(line);
    const auto keysOf = [](const char* line) {
        std::string keys;
        for (const auto& object : run(line).json())
            keys += object["key"].get<std::string>() + ' ';
        return keys;
    };
    QCOMPARE(keysOf("list --json --kind msg --sort key"), std::string("0x00000003 0x0000002a 0x80000000 "));
    QCOMPARE(keysOf("list --json --kind msg --sort -key"), std::string("0x80000000 0x0000002a 0x00000003 "));
    // Sets have no capacity: they stand last, whichever way
    QCOMPARE(run("list --json --sort capacity").json()[3]["kind"], "sem");
    QCOMPARE(run("list --json --sort -capacity").json()[3]["kind"], "sem");
    QCOMPARE(run("list --json --filter key:42").json().size(), std::size_t{2});
    QCOMPARE(run({"list", "--json", "--filter", "key:0x2A kind:M*"}).json().size(), std::size_t{1});
    QCOMPARE(run("list --json --filter owner:0").json().size(), std::size_t{4});
}

void ObjectsTest::linesBeginWithObjectAndKey() {
    const int id = idOf(run("create sem 0x51a00001 --count 5"));
    const std::string begin = "sem:@" + std::to_string(id) + "  0x51a00001";
    QVERIFY(run("list --no-header").out.starts_with(begin));
    const Ran columns = run("list --no-header --columns count,owner,size");
    QCOMPARE(columns.out, begin + "  5  root  -\n");
    QVERIFY(run("list").out.starts_with("OBJECT"));
    QVERIFY(run("list --live").out.starts_with("OBJECT"));
}

void ObjectsTest::createPrintsTheObject() {
    const Ran made = run("create sem 0x4320 --count 2");
    QCOMPARE(made.out, "sem:@" + std::to_string(idOf(made)) + " key 0x00004320\n");
    const Ran json = run("create msg random --json");
    QCOMPARE(json.json().dump(), run("list --kind msg --json").json()[0].dump());
    QVERIFY(json.json()["key"] != "0x00000000");
    QVERIFY(run("create msg private").out.ends_with(" key 0x00000000\n"));
}

void ObjectsTest::createOpensAndLeavesAsItIs() {
    const Ran made = run("create sem 5 --value 3,4 --mode 0640");
    QCOMPARE(run("create sem 5 --value 9,9 --mode 0600 --open-existing").out, made.out);
    const Json set = run("show sem:5 --json").json();
    QCOMPARE(set["mode"], "0640");
    QCOMPARE(set["semaphores"][1]["value"], 4);
    QCOMPARE(run("create sem 5 --value 9,9").status, 6);
    run("create shm 5 --size 16 --fill 65");
    QCOMPARE(run("create shm 5 --size 16 --fill 66 --open-existing").status, 0);
    QCOMPARE(run("read shm:5 --raw").out, std::string(16, 'A'));
}

void ObjectsTest::createLeavesNothingBehind() {
    for (const char* line : {"create sem 5 --value 1,40000", "create sem private --value 40000"})
        QCOMPARE(run(line).status, 7);
    QProcess process;
    process.setStandardOutputFile("/dev/full");
    process.start(ipclensPath(), {"create", "msg", "5"});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("ENOSPC"));
    QCOMPARE(run("list --json").out, std::string("[]\n"));
}

void ObjectsTest::modesIgnoreTheUmask() {
    run("create msg 5 --mode 777");
    QCOMPARE(run("show msg:5 --json").json()["mode"], "0777");
    run("create msg 6 --mode 0");
    QCOMPARE(run("show msg:6 --json").json()["mode"], "0000");
}

void ObjectsTest::removeGoesOn() {
    run("create sem 1");
    run("create msg 1");
    const Ran ran = run("remove sem:1 msg:77 shm:@77 msg:1 --json");
    QCOMPARE(ran.status, 3);
    QCOMPARE(ran.json().dump(), Json::parse(R"([{"object": "sem:1", "removed": true, "error": null},
        {"object": "msg:77", "removed": false, "error": "ENOENT"},
        {"object": "shm:@77", "removed": false, "error": "EINVAL"},
        {"object": "msg:1", "removed": true, "error": null}])")
                                    .dump());
    QCOMPARE(std::count(ran.err.begin(), ran.err.end(), '\n'), 2);
    QCOMPARE(run("list --json").out, std::string("[]\n"));
    run("create sem 1");
    const Ran quiet = run("remove sem:1");
    QCOMPARE(quiet.out + quiet.err, std::string());
}

void ObjectsTest::removeByFilter() {
    run("create sem 1");
    const int id = idOf(run("create msg 1"));
    const Ran ran = run({"remove", "--filter", "kind:msg", "--yes", "--json"});
    QCOMPARE(ran.json()[0]["object"], "msg:@" + std::to_string(id));
    QCOMPARE(run("list --json").json().size(), std::size_t{1});
    QCOMPARE(run({"remove", "--filter", "kind:msg", "--yes", "--json"}).json().size(), std::size_t{0});
}

void ObjectsTest::dryRunSaysWhatWouldHappen() {
    run("create sem 1");
    const int id = idOf(run("create shm 1 --size 4K"));
    void* address = ::shmat(id, nullptr, 0);
    const Ran ran = run("remove sem:1 shm:1 msg:77 --dry-run");
    QCOMPARE(ran.status, 3);
    QCOMPARE(std::count(ran.out.begin(), ran.out.end(), '\n'), 3);
    QVERIFY(ran.out.find("1 attached: it stays until they detach") != std::string::npos);
    QCOMPARE(run("list --json").json().size(), std::size_t{2});
    const Json json = run("remove sem:1 --dry-run --json").json();
    QCOMPARE(json.dump(), std::string(R"([{"object":"sem:1","removed":false,"error":null}])"));
    // As the removals would: the second one finds nothing
    QCOMPARE(run("remove sem:1 sem:1 --dry-run").status, 3);
    ::shmdt(address);
}

void ObjectsTest::setChangesAllOrNothing() {
    run("create sem 1 --value 1,2,3");
    QCOMPARE(run("set sem:1 --value 0=9 --value 9=1 --mode 0666").status, 7);
    QCOMPARE(run("set sem:1 --value 0=9,1=32768 --mode 0666").status, 7);
    Json set = run("show sem:1 --json").json();
    QCOMPARE(set["mode"], "0600");
    QCOMPARE(set["semaphores"][0]["value"], 1);

    const Ran done = run("set sem:1 --value 2=7 --mode 640");
    QCOMPARE(done.out, std::string());
    set = run("show sem:1 --json").json();
    QCOMPARE(set["mode"], "0640");
    QCOMPARE(set["semaphores"][2]["value"], 7);
    QCOMPARE(run("set sem:1 --value 5").status, 0);
    QCOMPARE(run("show sem:1 --json").json()["semaphores"][1]["value"], 5);
    QCOMPARE(run("set sem:1 --value 7,8,9 --json").json()["count"], 3);
    QCOMPARE(run("show sem:1 --json").json()["semaphores"][2]["value"], 9);

    run("create msg 1");
    QCOMPARE(run("set msg:1 --capacity 1K --mode 0644 --json").json()["capacity"], 1024);
    run("create shm 1 --size 4K");
    QCOMPARE(run("set shm:1 --lock --json").json()["locked"], true);
    QCOMPARE(run("set shm:1 --unlock --json").json()["locked"], false);
}

void ObjectsTest::setOwner() {
    if (!canRunUnprivileged()) QSKIP("only one user is mapped here");
    run("create msg 1");
    QCOMPARE(run("set msg:1 --owner 1:2 --json").json()["owner"]["uid"], 1);
    const Json owner = run("set msg:1 --owner :daemon --json").json()["owner"];
    QCOMPARE(owner["uid"], 1);
    QCOMPARE(owner["group"], "daemon");
    QCOMPARE(run("set msg:1 --owner root --json").json()["owner"]["user"], "root");
    const Json nameless = run("set msg:1 --owner 54321:54321 --json").json()["owner"];
    QCOMPARE(nameless["uid"], 54321);
    QVERIFY(nameless["user"].is_null());
    QVERIFY(nameless["group"].is_null());
}

void ObjectsTest::deniedObjects() {
    if (!canRunUnprivileged()) QSKIP("only one user is mapped here");
    run("create sem 1 --count 2");
    run("create shm 1 --size 4K");
    run("create msg 1");
    run("create msg 2 --mode 0666");
    const auto listed = runAsNobody({"list", "--json"});
    const Json objects = listed->json();
    QCOMPARE(objects.size(), std::size_t{4});
    QCOMPARE(objects[0]["denied"], true);
    QCOMPARE(objects[0]["count"], 2);
    QVERIFY(!objects[3].contains("denied"));
    const Json probed = runAsNobody({"list", "--json", "--lister", "probe", "--kind", "sem"})->json();
    QCOMPARE(probed[0]["denied"], true);
    QVERIFY(probed[0]["count"].is_null());
    QVERIFY(probed[0]["owner"].is_null());
    const auto shown = runAsNobody({"show", "sem:1", "--json"});
    QCOMPARE(shown->status, 0);
    QVERIFY(shown->json()["semaphores"].is_null());
    QVERIFY(shown->json().contains("semaphores"));

    for (const QStringList& words : std::vector<QStringList>{
             {"op", "sem:1", "0:1"},
             {"set", "sem:1", "--mode", "0666"},
             {"set", "sem:1", "--value", "1"},
             {"send", "msg:1", "--text", "x"},
             {"receive", "msg:1", "--no-wait"},
             {"peek", "msg:1"},
             {"read", "shm:1"},
             {"write", "shm:1", "--offset", "0", "--text", "x"},
             {"remove", "msg:1"},
             {"remove", "msg:1", "--dry-run"},
             {"create", "msg", "3", "--capacity", "1G"},
         }) {
        const auto ran = runAsNobody(words);
        QCOMPARE(ran->status, 4);
        QVERIFY2(ran->err.find("(EACCES)") != std::string::npos || ran->err.find("(EPERM)") != std::string::npos,
                 ran->err.c_str());
        if (words.first() != "create") QVERIFY2(ran->err.find("mode 0600") != std::string::npos, ran->err.c_str());
    }
    QCOMPARE(run("list --json").json().size(), std::size_t{4});
}

IPCLENS_TEST_MAIN(ObjectsTest)

#include "objects_test.moc"
