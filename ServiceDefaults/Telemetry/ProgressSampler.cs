using OpenTelemetry.Trace;

namespace StreamingTracker.Backup.ServiceDefaults.Telemetry;

/// <summary>
/// Traces everything but the sending of progress, which would be most of all spans and tells nothing that the phases' spans don't.
/// What comes of a message that is not traced is not traced either.
/// </summary>
internal sealed class ProgressSampler : Sampler
{
    private const string Progress = "RunProgressed send";

    /// <summary>Decides by the first span of a trace.</summary>
    public static Sampler ByRoot() => new ParentBasedSampler(new ProgressSampler());

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) => new(
        samplingParameters.Name.EndsWith(Progress, StringComparison.Ordinal) ? SamplingDecision.Drop : SamplingDecision.RecordAndSample);
}
