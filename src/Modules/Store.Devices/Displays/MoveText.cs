namespace Store.Devices.Displays;

/// <summary>Has a text that is wider than a customer display move through its upper line, until something else is shown. One that fits stands still.</summary>
internal static class MoveText
{
    internal sealed class Endpoint : IEndpoint
    {
        /// <param name="Text">What moves.</param>
        /// <param name="Lower">The lower line; empty where nothing is said.</param>
        internal sealed record Body(string Text, string Lower = "");

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/displays/{deviceId}/marquee", (string deviceId, Body body, string? client, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new ShowOnDisplay.Command(deviceId, new DisplayContent(DisplayKind.Marquee, body.Text, Detail: body.Lower), client), cancel))
            .RequirePermission("devices.use")
            .WithName(nameof(MoveText)).WithSummary("Have a text move through the upper line of a customer display")
            .ProducesValidationProblem().ProducesProblem(404).ProducesProblem(409).ProducesProblem(410).ProducesProblem(423);
    }
}
