using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.ServiceDefaults.Tests;

// Every bus of a process shows its spans to every listener.
[Collection("bus")]
public sealed class ServiceProgramTests
{
    private const string Server = "--ConnectionStrings:neo4j=bolt://127.0.0.1:1";

    [Fact]
    public void Faults_of_every_part_are_told_together()
    {
        var invalid = Assert.Throws<InvalidConfigurationException>(() => Build(
            ["--Messaging:Transport=Pigeon", "--Backup:Name=../up", "--Lock:Lease=soon", "--Health:Urls=http://0.0.0.0:80", "--Backup:Nmae=x"],
            builder =>
            {
                ServiceSetup.Of(builder).NeedDatabase();
                ServiceSetup.Of(builder).AddMessaging();
            }));

        Assert.Equal(
            ["ConnectionStrings:neo4j", "Backup:Name", "Lock:Lease", "Messaging:Transport", "Health:Urls", "Backup:Nmae"],
            invalid.Faults.Select(fault => fault.Key));
    }

    [Fact]
    public void A_key_that_no_role_of_this_program_reads_is_a_fault_on_the_command_line()
    {
        Assert.Equal("Role:Speed", Assert.Single(
            Assert.Throws<InvalidConfigurationException>(() => Build(["--Role:Speed=fast"], _ => { })).Faults).Key);

        using var host = Build(["--Role:Speed=fast", "--Role:Stops:0=one", "--Logging:LogLevel:Default=Debug"], builder =>
        {
            var values = ServiceSetup.Of(builder).Values;
            Assert.Equal("fast", values.Text("Role:Speed"));
            Assert.Equal([("Role:Stops:0", "one")], values.List("Role:Stops"));
        });
    }

    [Fact]
    public void A_command_line_holds_settings_alone_and_no_password()
    {
        Assert.Contains("start", Assert.Throws<UsageException>(() => Build(["start"], _ => { })).Message, StringComparison.Ordinal);
        var refusal = Assert.Throws<UsageException>(() => Build(["--ConnectionStrings:messaging=amqp://me:hunter2@host"], _ => { }));
        Assert.Contains("Messaging__RabbitMq__Password", refusal.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_keeps_a_service_from_starting_decides_its_exit_code() =>
        Assert.Equal(2, await ServiceProgram.RunAsync(["--Lock:Lease=soon"], "stbackup-test", _ => { }));

    [Fact]
    public async Task Roles_of_one_process_share_one_bus()
    {
        var got = new TaskCompletionSource<string>();
        using var host = Build([Server], builder =>
        {
            ServiceSetup.Of(builder).AddMessaging(bus => bus.AddHandler((BackupRequested request) => Task.Run(() => got.TrySetResult(request.RunId))));
            ServiceSetup.Of(builder).AddMessaging(bus => bus.AddHandler((VerifyRequested _) => Task.CompletedTask));
        });
        await host.StartAsync(TestContext.Current.CancellationToken);

        await host.Services.GetRequiredService<IBus>().Publish(
            new BackupRequested { RunId = "1", RequestedAt = DateTimeOffset.UnixEpoch }, TestContext.Current.CancellationToken);

        Assert.Equal("1", await got.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IHost Build(string[] args, Action<IHostApplicationBuilder> addRoles) => ServiceProgram.Build(args, "stbackup-test", addRoles);
}
