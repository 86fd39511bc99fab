using System.Data.Common;

namespace Store.Checkout.Registers;

/// <summary>Sets up a register (till) in a store. Its receipt numbers start at 1 and have no gaps.</summary>
internal static class CreateRegister
{
    internal sealed record Command(long StoreId, string Code, string Name) : ICommand<Result>, IStoreScoped;

    internal sealed record Result(long RegisterId, string Code);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(command => command.Code).NotEmpty().MaximumLength(20).Matches("^[A-Za-z0-9-]+$");
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100);
        }
    }

    internal sealed class Handler(Db db, Ids ids, AuditLog audit) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var register = new { RegisterId = ids.Next(), command.StoreId, Code = command.Code.ToUpperInvariant(), command.Name };
            try
            {
                await db.Execute("""
                    INSERT INTO checkout.Registers (RegisterId, StoreId, Code, Name, LastReceiptNumber)
                    VALUES (@RegisterId, @StoreId, @Code, @Name, 0)
                    """, register, cancellationToken);
            }
            catch (DbException refused) when (db.IsDuplicate(refused))
            {
                throw new Conflict("register.code_taken", $"There is a register {register.Code} in this store already.");
            }

            await audit.Add("checkout.manage-registers", $"register {register.Code}", command.StoreId, old: null, now: register, cancellationToken);
            return new Result(register.RegisterId, register.Code);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Code, string Name);

        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPost("/stores/{storeId:long}/registers", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                mediator.Send(new Command(storeId, body.Code, body.Name), cancel))
            .RequirePermission("checkout.manage-registers")
            .WithName(nameof(CreateRegister)).WithSummary("Set up a register in a store")
            .ProducesValidationProblem().ProducesProblem(409);
    }
}
