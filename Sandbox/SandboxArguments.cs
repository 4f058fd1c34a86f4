using System.Globalization;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Sandbox;

/// <summary>The command line of the sandbox as a process.</summary>
internal sealed record SandboxArguments
{
    public const string Usage = """
        Usage: Sandbox [options]

        An in-memory graph database that answers the statements of StreamingTracker.Backup over Bolt, for demos and tests.

          --port N                      the port on 127.0.0.1; 0 (the default) takes a free one
          --seed streaming-tracker|none what it begins with; streaming-tracker by default
          --user U --password-file F    who may log on; anybody by default. The password is the first line of the file; with - for
                                        the file it is that of standard input, and the sandbox ends when its input does
          --commit-delay MILLISECONDS   how long a commit is in the log before others can read it; 0 by default
          --fault TRIGGER:N:FAULT       what goes wrong, once, at the n-th occasion; may be given again
                                        triggers: message, statement, record, commit, committed
                                        faults: cut, stall, restart, outdated, out-of-memory, deadlock
          --help                        this text
        """;

    /// <summary>What stands for standard input where a file is named.</summary>
    public const string Input = "-";

    private static readonly Dictionary<string, SandboxFault> Faults = new()
    {
        ["cut"] = SandboxFault.Cut,
        ["stall"] = SandboxFault.Stall,
        ["restart"] = SandboxFault.Restart,
        ["outdated"] = SandboxFault.Outdated,
        ["out-of-memory"] = SandboxFault.OutOfMemory,
        ["deadlock"] = SandboxFault.Deadlock,
    };

    public bool AsksForHelp { get; private init; }

    /// <summary>Whether it begins with the Streaming Tracker graph.</summary>
    public bool Seeds { get; private init; } = true;

    /// <summary>Whether it ends when standard input does, and so with whoever started it.</summary>
    public bool EndsWithInput { get; private init; }

    public SandboxOptions Options { get; private init; } = new();

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It is wrong; the message says in what.</exception>
    public static SandboxArguments Parse(IReadOnlyList<string> args)
    {
        var arguments = new SandboxArguments();
        string? user = null;
        string? passwordFile = null;
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--help" or "-h") return new SandboxArguments { AsksForHelp = true };
            var option = args[i];
            if (!Usage.Contains($" {option} ", StringComparison.Ordinal)) throw new FormatException($"{option} is no option.");
            var value = ++i < args.Count ? args[i] : throw new FormatException($"{option} needs a value.");
            switch (option)
            {
                case "--port": arguments = arguments.With(options => options with { Port = Number(option, value, 65_535) }); break;
                case "--seed": arguments = arguments with { Seeds = IsSeed(value) }; break;
                case "--user": user = value; break;
                case "--password-file": passwordFile = value; break;
                case "--commit-delay":
                    var delay = TimeSpan.FromMilliseconds(Number(option, value, int.MaxValue));
                    arguments = arguments.With(options => options with { CommitVisibilityDelay = delay });
                    break;
                case "--fault": Arm(arguments.Options.Faults, value); break;
                default: throw new FormatException($"{option} is no option.");
            }
        }

        if (user is null != passwordFile is null) throw new FormatException("--user and --password-file belong together.");
        if (user is null) return arguments;
        var credentials = new BoltCredentials(user, Password(passwordFile!));
        return (arguments with { EndsWithInput = passwordFile == Input }).With(options => options with { Credentials = credentials });
    }

    private SandboxArguments With(Func<SandboxOptions, SandboxOptions> change) => this with { Options = change(Options) };

    private static bool IsSeed(string value) => value switch
    {
        "streaming-tracker" => true,
        "none" => false,
        _ => throw new FormatException($"--seed {value}: there is streaming-tracker and none."),
    };

    private static int Number(string option, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new FormatException($"{option} {value}: a number from 0 to {most} is needed.");

    private static void Arm(SandboxFaults faults, string value)
    {
        if (value.Split(':') is [var trigger, var n, var fault] &&
            Enum.TryParse<SandboxTrigger>(trigger, ignoreCase: true, out var known) && !char.IsAsciiDigit(trigger[0]) &&
            long.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var nth) && nth > 0 &&
            Faults.TryGetValue(fault, out var strikes))
        {
            faults.Arm(known, nth, strikes);
            return;
        }

        throw new FormatException($"--fault {value}: TRIGGER:N:FAULT is needed, such as record:100:outdated.");
    }

    private static string Password(string file)
    {
        try
        {
            return (file == Input ? Console.In.ReadLine() : File.ReadLines(file).FirstOrDefault()) ?? throw new FormatException($"--password-file {file}: the file is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"--password-file {file}: {e.Message}", e);
        }
    }
}
