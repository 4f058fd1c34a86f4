using System.Diagnostics;
using StreamingTracker.Backup.EndToEnd.Bus.Behaviour;
using StreamingTracker.Backup.ServiceKit.Brokers;
using StreamingTracker.Backup.ServiceKit.Telemetry;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.EndToEnd.Bus.Processes;

/// <summary>What a collector hears of one scheduled backup: one trace, from the scheduler to the last phase.</summary>
[Collection<RealBroker>]
public sealed class TraceTests(RabbitMqFixture fixture) : DistributedTest
{
    private const string Scheduler = "stbackup-scheduler";
    private const string Worker = "stbackup-backup-worker";
    private const string Server = "stbackup-server";

    private static readonly string[] Phases =
        ["connect", "lock", "export.schema", "export.nodes", "export.relationships", "verify", "archive.publish"];

    // The archive is empty, so that the backup of the last night was missed, and is caught up at the start.
    private static readonly (string, string) EveryNight = ("Schedule__Cron__0", "0 2 * * *");

    [Fact]
    public async Task Over_a_broker_it_crosses_the_scheduler_a_worker_and_a_server()
    {
        var (broker, virtualHost) = await fixture.VirtualHostAsync();
        var system = await PrepareAsync(broker, virtualHost);
        var receiver = Keep(await OtlpReceiver.StartAsync(Cancellation));
        var telemetry = Telemetry(receiver);
        await StartAsync(system, "Server", [("Server__Roles", "None"), .. telemetry]);
        await StartAsync(system, "BackupWorker", telemetry);

        await StartAsync(system, "Scheduler", [EveryNight, .. telemetry]);

        var trace = await ScheduledTraceAsync(system, receiver, Scheduler, Worker);
        await receiver.SpanAsync(
            span => span.TraceId == trace && span.Service == Server && span.Name.EndsWith("run-news process", StringComparison.Ordinal), Limit);
    }

    [Fact]
    public async Task In_one_process_it_is_the_same_trace_without_a_broker()
    {
        var system = Keep(await WorkerSystem.PrepareAsync([], crossesProcesses: false));
        var receiver = Keep(await OtlpReceiver.StartAsync(Cancellation));

        await StartAsync(system, "Server", [EveryNight, .. Telemetry(receiver)]);

        await ScheduledTraceAsync(system, receiver, Server, Server);
        await Eventually.HoldsAsync(() => receiver.MetricNames.Contains("stbackup.run.duration"), Limit);
    }

    private static (string Key, string Value)[] Telemetry(OtlpReceiver receiver) =>
        [.. receiver.Environment.Select(variable => (variable.Key, variable.Value!))];

    private static async Task<string> ScheduledTraceAsync(WorkerSystem system, OtlpReceiver receiver, string scheduler, string worker)
    {
        await Eventually.HoldsAsync(() => system.History.Read().Count == 1, Limit);
        await system.SettleAsync();
        var run = Assert.Single(system.History.Read());
        Assert.Equal(("scheduled", 61, 192), (run.Trigger, run.Nodes, run.Relationships));
        var trace = run.TraceId!;
        Assert.Equal(trace, Assert.Single(system.Backups).Manifest!.TraceId);

        // From the run to the root, each span within the one after it.
        var backup = await receiver.SpanAsync(span => span.Name == "backup" && span.TraceId == trace, Limit);
        var process = await ParentAsync(receiver, backup, worker, ActivityKind.Consumer, "backup-requested process");
        var receive = await ParentAsync(receiver, process, worker, ActivityKind.Consumer, "backup-requested receive");
        var send = await ParentAsync(receiver, receive, scheduler, ActivityKind.Producer, "BackupRequested send");
        var schedule = await ParentAsync(receiver, send, scheduler, ActivityKind.Internal, "schedule");
        Assert.Null(schedule.ParentSpanId);
        Assert.Equal((run.RunId, run.RunId), (backup.Attributes["stbackup.run.id"], schedule.Attributes["stbackup.run.id"]));

        foreach (var phase in Phases) await receiver.SpanAsync(span => span.Name == phase && span.ParentSpanId == backup.SpanId, Limit);
        var nodes = receiver.Spans.Single(span => span.Name == "export.nodes");
        Assert.Equal(("61", "neo4j"), (nodes.Attributes["stbackup.entities"], nodes.Attributes["db.system.name"]));
        await receiver.SpanAsync(span => span.Name == "announce" && span.TraceId == trace, Limit);
        return trace;
    }

    private static async Task<ReceivedSpan> ParentAsync(
        OtlpReceiver receiver, ReceivedSpan child, string service, ActivityKind kind, string name)
    {
        var parent = await receiver.SpanAsync(span => span.SpanId == child.ParentSpanId, Limit);
        Assert.Equal((child.TraceId, service, kind), (parent.TraceId, parent.Service, parent.Kind));
        Assert.EndsWith(name, parent.Name, StringComparison.Ordinal);
        return parent;
    }
}
